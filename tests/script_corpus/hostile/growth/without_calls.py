# Makes garbage without a call: the collector runs only at calls.
# limits: steps=None wall_time=1
# expect: memory|wall_time
while True:
    [1, 2, 3]  # attack
