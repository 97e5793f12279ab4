# Replaces BaseException.__init__ by what loops: natives that raise call it.
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
BaseException.__init__ = loop
[][0]  # attack
