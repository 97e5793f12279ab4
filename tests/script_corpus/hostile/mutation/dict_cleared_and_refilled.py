# Clears and refills a dict to the same size while its iterator is alive: the iterator's pointers go stale.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 16
d = {}
for i in range(1000):
    d[i] = [i]
it = d.items()
next(it)
d.clear()
for i in range(1000):
    d[i] = [i, i]
try:
    for k in it:
        str(k)  # attack
except RuntimeError:
    pass
