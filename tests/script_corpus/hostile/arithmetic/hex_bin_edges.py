# hex, bin and bit_length of the smallest int: bit_length shifts a negative number for ever.
# expect: ok|error|wall_time
# limits: wall_time=0.5
for x in [-2**63, 2**63 - 1, 0, -1]:
    hex(x)
    bin(x)
    (x).bit_length()  # attack
