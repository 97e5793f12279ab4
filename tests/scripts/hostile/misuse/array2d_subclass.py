# A subclass of array2d_like without storage.
# expect: ok|error|crashed
import array2d
class A(array2d.array2d_like):
    pass
a = A()
a.tolist()
a[0, 0]
