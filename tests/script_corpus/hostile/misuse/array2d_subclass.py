# A subclass of array2d_like without storage.
# expect: error
# error: TypeError
import array2d
class A(array2d.array2d_like):
    pass
a = A()  # attack
a.tolist()
a[0, 0]
