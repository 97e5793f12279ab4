# Patches the function type.
# expect: error
# error: TypeError
# python unreached: 7
F = type(lambda: 1)
F.__call__ = 5
F.__name__ = 5  # attack
F.__repr__ = lambda self: 5
def f():
    return 1
f()
print(f)
