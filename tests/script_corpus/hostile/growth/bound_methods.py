# Keeps bound methods for ever.
# limits: steps=None
# expect: memory
class A:
    def f(self):
        pass
a = []
x = A()
while True:
    a.append(x.f)  # attack
