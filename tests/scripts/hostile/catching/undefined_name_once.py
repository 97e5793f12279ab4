# A single "except" of an undefined name.
# expect: steps
# limits: wall_time=1
try:
    1 / 0
except undefined_name:
    pass
