# hasattr and getattr as operators, and a getter whose call leaves values on the stack.
# expect: ok
# stdout: [False, False, False]
# stdout: [7, 7, 7]
# stdout: [(1, False, 2)]
# python expect: error
# python error: TypeError
# python stdout: (nothing)
# python unreached: 23 24
class Fails:
    def __new__(cls, owner):
        raise AttributeError('no')
class Has:
    __getitem__ = hasattr
    AAAAAAAA = property(Fails)
class Gets:
    def __getitem__(self, name):
        return getattr(self, name, 7)
    AAAAAAAA = property(Fails)
has = Has()
gets = Gets()
print([has['AAAAAAAA'] for _ in range(3)])  # attack
print([gets['AAAAAAAA'] for _ in range(3)])  # attack
print([(1, has['AAAAAAAA'], 2) for _ in range(1)])  # attack
