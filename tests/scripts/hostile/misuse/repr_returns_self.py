# __repr__ that returns the object.
# expect: error|crashed|ok
class A:
    def __repr__(self):
        return self
'%r' % A()
'{!r}'.format(A())
