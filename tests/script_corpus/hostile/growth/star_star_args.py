# Calls with 10,000 keyword arguments from a dict.
# expect: error
# error: TypeError
# python expect: ok
def f(**kwargs):
    return len(kwargs)
d = {}
for i in range(10000):
    d['k' + str(i)] = i
f(**d)  # attack
