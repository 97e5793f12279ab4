# StopIteration.__init__ that loops.
# expect: steps
# python expect: error
# python error: TypeError
# python unreached: 14
def loop(self, *args):
    while True:
        try:
            while True:
                pass
        except:
            pass
StopIteration.__init__ = loop
for x in [1, 2]:  # attack
    pass
