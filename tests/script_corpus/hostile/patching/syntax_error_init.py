# SyntaxError.__init__ that compiles bad source.
# expect: error
# error: RecursionError
def bad(self, *args):
    exec('(')
SyntaxError.__init__ = bad
exec('(')  # attack
