# Appends to a string for ever: quadratic copying, and garbage between collections.
# limits: steps=20000000
# expect: memory|steps|wall_time
s = 'x'
while True:
    s += 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
