# Collects in __new__ and __init__ while the instance is only in a register.
# policy: open
# expect: ok
# python limits: steps=20000000
import gc
class A:
    def __new__(cls, x):
        gc.collect()
        return object.__new__(cls)
    def __init__(self, x):
        gc.collect()
        self.x = x
        gc.collect()
a = [A(['x' * 20]) for i in range(50)]
for x in a:
    str(x.x)  # attack
