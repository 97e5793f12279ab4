# import * of a module whose __all__ holds lists: read as text, they are the VM's memory.
# expect: ok
# stdout: TypeError '__all__' must hold names only
# python stdout: TypeError Item in __all__ must be str, not list
import math
math.__all__ = [[1, 2, 3], 5, ['a text that is long enough not to lie in its value']]
try:
    exec('from math import *')  # attack
except TypeError as e:
    print('TypeError', e)
