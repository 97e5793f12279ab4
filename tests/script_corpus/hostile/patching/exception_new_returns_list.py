# The same with a list, swallowed.
# expect: error
# error: TypeError
# python unreached: 8
IndexError.__new__ = lambda cls, *args: [1, 2, 3]
IndexError.__init__ = lambda self, *args: None
try:
    [][0]  # attack
except BaseException as e:
    str(e)
raise IndexError
