# Enums with odd members.
# expect: error
# error: TypeError
from enum import Enum
try:
    class E(Enum):
        A = 1
        B = 1
        def f(self):
            return 1
    E.A = 5
    E(1)
except BaseException:
    pass
Enum(1, 2)  # attack
