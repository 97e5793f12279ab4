# Patches the module type.
# expect: error
# error: TypeError
# python unreached: 10
import math
T = type(math)
T.__getattr__ = lambda self, name: 5
math.nothing
T.__repr__ = lambda self: 5
str(math)  # attack
import json
