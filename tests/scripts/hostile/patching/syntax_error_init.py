# SyntaxError.__init__ that compiles bad source.
# expect: error|crashed
def bad(self, *args):
    exec('(')
SyntaxError.__init__ = bad
exec('(')
