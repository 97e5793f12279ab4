# __repr__ that returns a chosen address.
# expect: error
# error: TypeError
class A:
    def __repr__(self):
        return 0x4141414141414141
[A()].__repr__()  # attack
str([A()])
