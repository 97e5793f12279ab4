# SyntaxError.__init__ that compiles bad source.
# expect: error
# error: RecursionError
# python error: TypeError
# python unreached: 9
def bad(self, *args):
    exec('(')
SyntaxError.__init__ = bad
exec('(')  # attack
