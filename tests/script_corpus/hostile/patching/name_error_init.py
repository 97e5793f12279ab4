# NameError.__init__ that names what is not there.
# expect: error
# error: RecursionError
def bad(self, *args):
    undefined
NameError.__init__ = bad
undefined  # attack
