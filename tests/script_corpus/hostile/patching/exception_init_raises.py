# Replaces an exception's __init__ by one that raises the same exception.
# expect: error
# error: RecursionError
def again(self, *args):
    [][0]
IndexError.__init__ = again
[][0]  # attack
