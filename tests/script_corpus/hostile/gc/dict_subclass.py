# The entries of a dict subclass: does the collector know?
# policy: open
# expect: ok
import gc
class D(dict):
    pass
ds = []
for i in range(100):
    d = D()
    d['key ' + str(i) * 10] = ['value ' + str(i)]
    ds.append(d)
gc.collect()
junk = [['junk', str(i) * 10] for i in range(5000)]
for d in ds:
    for k, v in d.items():
        str(k) + str(v)  # attack
