# int's operators on objects read their addresses.
# expect: error|crashed|ok
class A:
    pass
int.__add__(A(), 1)
int.__repr__(A())
