# NameError.__init__ that names what is not there.
# expect: error
# error: RecursionError
# python error: TypeError
# python unreached: 9
def bad(self, *args):
    undefined
NameError.__init__ = bad
undefined  # attack
