# int's operators on objects read their addresses.
# expect: error
# error: TypeError
class A:
    pass
int.__add__(A(), 1)  # attack
int.__repr__(A())
