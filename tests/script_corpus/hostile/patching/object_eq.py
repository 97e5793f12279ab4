# Replaces object's comparison by a loop that swallows.
# expect: steps
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
