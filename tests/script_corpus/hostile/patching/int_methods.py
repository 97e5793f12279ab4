# Replaces int's operators.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 12
int.__add__ = lambda a, b: a - b
int.__lt__ = lambda a, b: True
int.__eq__ = lambda a, b: False
x = 1 + 1
sorted([3, 1, 2])
for i in range(3):
    x = x + i  # attack
