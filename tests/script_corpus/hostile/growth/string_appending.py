# Appends to a string for ever: quadratic copying, and garbage between collections.
# limits: steps=20000000 wall_time=2
# expect: memory|steps|wall_time
s = 'x'
while True:
    s += 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'  # attack
