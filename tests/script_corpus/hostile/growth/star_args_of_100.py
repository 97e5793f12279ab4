# Calls with 100 star-arguments, more than the VM's argument buffer has places.
# expect: error
# error: TypeError
# python expect: ok
def f(*args):
    return len(args)
a = list(range(100))
for i in range(100):
    f(*a)  # attack
