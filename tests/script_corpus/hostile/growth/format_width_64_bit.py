# A format width that only fits 64 bits.
# expect: error
# error: ValueError
# limits: wall_time=1
'{:9223372036854775807}'.format(1)  # attack
