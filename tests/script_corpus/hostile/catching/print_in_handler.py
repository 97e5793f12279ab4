# Prints in the handler of what stops it.
# expect: steps
while True:
    try:
        while True:  # attack
            pass
    except BaseException as e:
        print('caught', e)
