# An uncaught exception whose message is a megabyte.
# expect: error|output|memory
# error: ValueError
raise ValueError('x' * 1000000)
