# ImportError.__init__ that imports what is not there.
# expect: error
# error: RecursionError
# python error: TypeError
def bad(self, *args):
    import nothing_here
ImportError.__init__ = bad  # attack
import nothing_here_either
