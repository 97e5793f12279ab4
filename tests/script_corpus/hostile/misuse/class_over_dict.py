# A dict subclass that skips __init__ and __new__.
# expect: error
# error: TypeError
class D(dict):
    def __new__(cls):
        return object.__new__(cls)  # attack
    def __init__(self):
        pass
d = D()
d[1] = 2
