# A slice with a step of zero and of 2**32.
# expect: error
# error: ValueError
try:
    [1, 2, 3][::0]
except ValueError:
    [1, 2, 3][::2**32]
