# Sleeps inside a handler that swallows everything.
# limits: steps=None wall_time=0.1
# expect: wall_time|error
import time
while True:
    try:
        time.sleep(1000)  # attack
    except BaseException:
        pass
