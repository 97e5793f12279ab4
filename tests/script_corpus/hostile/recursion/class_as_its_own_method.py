# A class that is its own __getitem__: to index an object makes another, for ever, in C.
# expect: crashed
# python expect: error
# python error: TypeError
class A:
    pass

A.__getitem__ = A
A()[1]  # attack
