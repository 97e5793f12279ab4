# The same without gc: the collector runs by itself after many calls.
# expect: ok
# limits: steps=3000000
def make(i):
    return ValueError(['argument ' + str(i)])
errors = [make(i) for i in range(100)]
for n in range(60000):
    str(n)
    [n]
for e in errors:
    str(e)  # attack
