# Adds attributes to one instance for ever.
# limits: steps=None
# expect: memory|error
class A:
    pass
a = A()
i = 0
while True:
    setattr(a, 'attribute' + str(i), i)
    i += 1  # attack
