# An Enum whose name slot holds something else.
# expect: ok|error|crashed
from enum import Enum
e = Enum.__new__(Enum)
str(e)
repr(e)  # attack
