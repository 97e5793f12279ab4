# Sleeps for an infinite, a not-a-number, a negative and a very long time.
# limits: steps=None wall_time=0.1
# expect: wall_time
import time
for seconds in [float('nan'), float('inf'), -1e300, 1e300, 9e9]:
    try:
        time.sleep(seconds)  # attack
    except (ValueError, OverflowError):
        continue
    assert seconds == 0
