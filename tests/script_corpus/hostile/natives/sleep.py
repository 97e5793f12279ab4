# Sleeps for a year.
# limits: steps=None wall_time=0.1
# expect: wall_time|error
import time
time.sleep(31536000)  # attack
