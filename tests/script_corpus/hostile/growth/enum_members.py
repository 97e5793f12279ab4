# Enum classes for ever.
# limits: steps=None memory=32MB
# expect: error
# error: RuntimeError
# python expect: memory|wall_time
from enum import Enum
while True:
    class E(Enum):  # attack
        A = 1
        B = 2
