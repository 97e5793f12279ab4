# Swallows the end of its steps and prints.
# expect: steps
# stdout: start
print('start')
while True:
    try:
        while True:  # attack
            pass
    except BaseException:
        print('still here')
