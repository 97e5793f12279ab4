# __getattr__ that adds the attribute it was asked for to the class.
# expect: ok
# stdout: 7 7
class A:
    def __getattr__(self, name):
        setattr(A, name, 7)
        return 7
a = A()  # attack
print(a.x, a.x)
