# Enum members hold objects in slots.
# policy: open
# expect: ok
import gc
from enum import Enum
class E(Enum):
    A = ['x' * 30]
    B = {'k' * 30: 'v' * 30}
gc.collect()
junk = [['junk', 'j' * 30] for i in range(5000)]
str(E.A.value) + str(E.B.value)  # attack
