# Turns the profiler on and off for ever, so that the trace function changes all the time.
# policy: open
# limits: steps=None wall_time=0.3
# expect: wall_time|error|crashed
import pkpy
while True:
    try:
        pkpy.profiler_begin()  # attack
        pkpy.profiler_end()
        pkpy.profiler_reset()
    except BaseException:
        pass
