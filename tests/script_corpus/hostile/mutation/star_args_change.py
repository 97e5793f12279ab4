# A list that changes while it is unpacked into a call with other arguments.
# expect: ok
a = list(range(20))
def shrink():
    a.clear()
    return 1
def f(*args):
    return len(args)
for i in range(100):
    f(*a, shrink(), *a)  # attack
