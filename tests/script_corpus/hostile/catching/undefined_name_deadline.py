# "except" of an undefined name against the clock.
# limits: steps=None wall_time=0.1
# expect: error
# error: NameError
try:
    1 / 0  # attack
except undefined_name:
    pass
