# Replaces an exception's __init__ by one that raises the same exception.
# expect: error
# error: RecursionError
# python error: TypeError
# python unreached: 9
def again(self, *args):
    [][0]
IndexError.__init__ = again
[][0]  # attack
