# Turns the collector off and makes garbage for ever.
# limits: steps=None
# policy: open
# expect: memory
import gc
gc.disable()
while True:
    [1, 2, 3]
