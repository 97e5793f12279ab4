# Collects in array2d.map while the result is half made.
# policy: open
# expect: ok
# python limits: steps=20000000
import gc
import array2d
def f(x):
    gc.collect()
    return ['made ' + x]
a = array2d.array2d(8, 8, 'text of some length')
str(a.map(f).tolist())  # attack
