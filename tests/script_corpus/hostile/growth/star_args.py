# Calls a function with a list of a million star-arguments.
# limits: memory=64MB
# expect: error
# error: TypeError
# python error: RecursionError
def f(*args):
    return len(args)
a = [1] * 1000000
print(f(*a))  # attack
