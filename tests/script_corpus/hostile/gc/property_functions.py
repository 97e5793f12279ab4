# Properties made by hand keep their functions.
# policy: open
# expect: ok
import gc
class A:
    pass
for i in range(100):
    setattr(A, 'p' + str(i), property(lambda self: 'x' * 20))
gc.collect()
junk = [lambda: 1 for i in range(5000)]
a = A()
for i in range(100):
    getattr(a, 'p' + str(i))  # attack
