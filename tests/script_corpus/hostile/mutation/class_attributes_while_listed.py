# Adds attributes to a class while dir() walks it.
# expect: ok|steps
class A:
    pass
for i in range(100):
    dir(A)
    setattr(A, 'x' + str(i), 1)  # attack
