# A repeat count over 32 bits.
# expect: ok|memory|error|wall_time|cpu_time
# limits: wall_time=1
s = 'a' * (2**32 + 20)  # attack
