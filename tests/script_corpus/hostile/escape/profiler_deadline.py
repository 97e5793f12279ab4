# The same against the clock.
# policy: open
# limits: steps=None wall_time=0.3
# expect: wall_time|error|crashed
import pkpy
pkpy.profiler_begin()  # attack
while True:
    pass
