# Removes from the end of a long list by value.
# limits: steps=None wall_time=0.5
# expect: wall_time|error
# python expect: error|memory|wall_time
# python unreached: 9
a = [0] * 400000
while True:
    a.append(1)
    a.remove(1)  # attack
