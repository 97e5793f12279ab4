# Replaces object's comparison by a loop that swallows.
# expect: steps
# python expect: error
# python error: TypeError
# python unreached: 16
def loop(self, other):
    while True:
        try:
            while True:
                pass
        except:
            pass
object.__eq__ = loop
class A:
    pass
A() == A()  # attack
