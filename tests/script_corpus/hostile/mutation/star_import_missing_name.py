# Imports * from a module whose __all__ names what is not there.
# policy: open
# expect: error
# error: ImportError
# python error: AttributeError
import math
math.__all__ = ['nothing here']  # attack
from math import *
