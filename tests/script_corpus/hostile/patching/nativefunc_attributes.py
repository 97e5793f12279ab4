# Patches the type of native functions.
# expect: error
# error: TypeError
# python unreached: 8
T = type(len)
T.__call__ = lambda *args: 5
T.__repr__ = lambda self: self
len([1])  # attack
str(len)
