# Imports missing modules for ever.
# expect: steps
i = 0
while True:
    try:
        __import__('missing' + str(i))
    except ImportError:
        pass
    i += 1  # attack
