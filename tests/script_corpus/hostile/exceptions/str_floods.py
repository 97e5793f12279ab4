# An uncaught exception whose message is a megabyte.
# expect: error
# error: ValueError
raise ValueError('x' * 1000000)  # attack
