# Looks ever new names up in a module's __dict__.
# limits: steps=None
# expect: memory|error
import math
d = math.__dict__
i = 0
while True:
    d.get('k' + str(i), None)
    i += 1  # attack
