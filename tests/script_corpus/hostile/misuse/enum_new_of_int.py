# Enum.__new__ of other classes.
# expect: error
# error: TypeError
from enum import Enum
x = Enum.__new__(list)  # attack
str(x)
