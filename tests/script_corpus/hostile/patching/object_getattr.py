# Gives object a __getattr__ that loops: natives that ask for attributes call it.
# expect: steps
# python expect: error
# python error: TypeError
# python unreached: 14
def loop(self, name):
    while True:
        try:
            while True:
                pass
        except:
            pass
object.__getattr__ = loop
hasattr(5, 'x')  # attack
