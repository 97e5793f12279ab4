# Defines 40,000 classes, more than a 16-bit type index can count, then uses the last one.
# limits: steps=5000000 memory=256MB wall_time=10
# expect: error
# error: RuntimeError
for i in range(40000):
    class A:  # attack
        pass
a = A()
a.x = 1
print(type(a), a)
