# int's methods on an object would show its address.
# expect: error
# error: TypeError
class A:
    pass
print('leaked', int.__add__(A(), 0))  # attack
