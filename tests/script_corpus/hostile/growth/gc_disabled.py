# Turns the collector off and makes garbage for ever.
# limits: steps=None wall_time=1
# policy: open
# expect: memory|wall_time
import gc
gc.disable()
while True:
    [1, 2, 3]  # attack
