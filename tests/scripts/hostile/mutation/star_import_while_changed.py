# Imports * from a module whose __all__ lies.
# policy: open
# expect: error|ok|crashed
import math
math.__all__ = [1, None, 'pi']  # attack
from math import *
