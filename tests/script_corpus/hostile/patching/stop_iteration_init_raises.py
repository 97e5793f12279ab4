# StopIteration.__init__ that raises another exception.
# expect: error
# error: ValueError
def bad(self, *args):
    raise ValueError('no end')
StopIteration.__init__ = bad
for x in [1, 2]:  # attack
    pass
