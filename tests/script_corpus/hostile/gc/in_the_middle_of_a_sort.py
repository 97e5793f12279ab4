# Collects in a sort key, while the sorted items are only in the sort's buffer.
# policy: open
# expect: ok
# python limits: steps=20000000
import gc
def key(x):
    gc.collect()
    junk.append(['junk'] * 10)
    return x[0]
junk = []
a = [[str(i % 7) * 20] for i in range(50)]
a.sort(key=key)
str(a)  # attack
