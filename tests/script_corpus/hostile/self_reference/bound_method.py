# A bound method stored on its own instance, compared with itself.
# expect: ok
class A:
    def f(self):
        pass
a = A()
a.g = a.f
print(a.g == a.f)  # attack
