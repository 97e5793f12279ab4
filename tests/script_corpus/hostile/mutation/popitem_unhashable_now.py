# popitem() of a key whose hash changed: the dict asserts that it is found.
# expect: error
# error: RuntimeError
class K:
    h = 1
    def __hash__(self):
        return K.h
    def __eq__(self, other):
        return self is other
    def __ne__(self, other):
        return self is not other
d = {}
d[K()] = 1
K.h = 2
d.popitem()  # attack
