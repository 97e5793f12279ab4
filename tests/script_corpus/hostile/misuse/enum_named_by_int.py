# An Enum whose name slot holds something else.
# expect: crashed
# dialect: pocketpy
from enum import Enum
e = Enum.__new__(Enum)
str(e)  # attack
repr(e)
