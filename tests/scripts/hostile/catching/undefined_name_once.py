# A single "except" of an undefined name.
# expect: steps|error|wall_time|memory
# limits: wall_time=1
try:
    1 / 0
except undefined_name:
    pass
