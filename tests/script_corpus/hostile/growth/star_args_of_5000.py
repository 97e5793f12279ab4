# Calls with 5,000 star-arguments, which overwrite the VM behind its argument buffer.
# expect: error
# error: TypeError
# python expect: ok
def f(*args):
    return len(args)
a = ['x'] * 5000
for i in range(100):
    f(*a)  # attack
