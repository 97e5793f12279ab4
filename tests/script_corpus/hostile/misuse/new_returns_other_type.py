# __new__ that returns objects of other types, whose __init__ then runs on them.
# expect: ok
class A:
    def __new__(cls, r):
        return r
    def __init__(self, r):
        self.x = 1
for r in [5, 'text', [], {}, None, A, 1.5]:
    try:
        A(r)  # attack
    except BaseException:
        pass
