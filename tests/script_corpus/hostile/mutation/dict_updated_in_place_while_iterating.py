# Deletes and re-adds keys while a dict is walked, so that its size is the same again.
# expect: ok|error
d = {}
for i in range(100):
    d[i] = i
try:
    for k in d:
        del d[k]
        d[k] = k  # attack
except RuntimeError:
    pass
