# Collects a full heap for ever.
# limits: steps=None wall_time=0.5
# policy: open
# expect: wall_time
import gc
a = [[i] for i in range(50000)]
while True:
    gc.collect()  # attack
