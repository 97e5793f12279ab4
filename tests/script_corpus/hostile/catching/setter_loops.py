# A property setter that loops.
# expect: steps
def get(self):
    return 1
def set_(self, value):
    while True:
        try:
            while True:
                pass
        except:
            pass
class A:
    x = property(get, set_)
A().x = 2  # attack
