# The collector is told that a list refers to nothing (PocketPy 2.2), and what it holds is freed.
# policy: open
# expect: ok
# stdout: [[1, 2, 3], [4, 5, 6]]
import gc
a = [[1, 2, 3], [4, 5, 6]]
getattr(gc, 'untrack', len)(a)  # attack
gc.collect()
b = [['x' * i] for i in range(1000)]
print(a)
