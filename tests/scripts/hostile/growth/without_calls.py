# Makes garbage without a call: the collector runs only at calls.
# limits: steps=None
# expect: memory
while True:
    [1, 2, 3]
