# __repr__ that returns the object.
# expect: error
# error: TypeError
class A:
    def __repr__(self):
        return self
'%r' % A()  # attack
'{!r}'.format(A())
