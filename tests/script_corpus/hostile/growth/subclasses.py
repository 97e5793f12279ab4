# A chain of subclasses, 5,000 deep, whose attribute lookups walk it all.
# limits: memory=64MB
# expect: ok
class A:
    x = 1
for i in range(5000):
    class B(A):
        pass
    A = B
n = 0
for i in range(100):
    n += A.x  # attack
