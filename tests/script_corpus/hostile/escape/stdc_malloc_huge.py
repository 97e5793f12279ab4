# Allocates without end and without collecting.
# policy: open
# limits: steps=None
# expect: memory
import stdc
while True:
    stdc.malloc(100000)  # attack
