# Prints for ever and swallows whatever comes.
# limits: steps=None stdout=64KB
# expect: output
while True:
    try:
        print('a line of output')  # attack
    except BaseException:
        pass
