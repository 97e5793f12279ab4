# Imports * from a module whose __all__ lies.
# policy: open
# expect: error
# error: TypeError
import math
math.__all__ = [1, None, 'pi']
from math import *  # attack
