# import * of a module whose __all__ holds lists: read as text, they are the VM's memory.
# expect: crashed
import math
math.__all__ = [[1, 2, 3], 5, ['a text that is long enough not to lie in its value']]
exec('from math import *')  # attack
