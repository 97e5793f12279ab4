# A format width that only fits 64 bits.
# expect: ok|memory|error|wall_time|crashed
# limits: wall_time=1
'{:9223372036854775807}'.format(1)  # attack
