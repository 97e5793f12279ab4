# Iterates a dict whose entries were freed by a rehash, after the memory was used again.
# expect: ok
# python expect: steps
d = {}
for i in range(4):
    d['k' + str(i)] = 'v' * 20
its = [d.items() for i in range(10)]
for i in range(10000):
    d['x' + str(i)] = 'w' * 20
junk = ['j' * 100 for i in range(10000)]
for it in its:
    try:
        for kv in it:  # attack
            str(kv)
    except RuntimeError:
        pass
