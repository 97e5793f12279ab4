# Collects in __repr__ while the outer repr's text is half made.
# policy: open
# expect: ok
import gc
class A:
    def __repr__(self):
        gc.collect()
        return 'text made on the way ' * 3
str([A() for i in range(20)] + [{'k': A()}, (A(), A())])  # attack
