# Sleeps for an infinite and a not-a-number time.
# limits: steps=None wall_time=0.1
# expect: wall_time|error|ok
import time
time.sleep(float('nan'))
time.sleep(-1e300)
time.sleep(float('inf'))  # attack
