# StopIteration.__init__ that raises another exception.
# expect: error
# error: ValueError
# python error: TypeError
# python unreached: 9
def bad(self, *args):
    raise ValueError('no end')
StopIteration.__init__ = bad
for x in [1, 2]:  # attack
    pass
