# The same with a step budget.
# limits: steps=2000 wall_time=0.5
# expect: steps|wall_time
a = [0] * 400000
while True:
    1 in a  # attack
