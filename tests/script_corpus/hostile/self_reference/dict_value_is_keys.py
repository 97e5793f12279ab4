# A dict that holds its own iterator, iterated while alive.
# expect: ok
# stdout: 1
d = {}
d['it'] = d.items()
print(len(d))  # attack
