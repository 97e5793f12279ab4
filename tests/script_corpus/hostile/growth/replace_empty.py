# Replaces the empty string: a loop that never moves on and grows its buffer.
# expect: memory|error|ok
# limits: wall_time=3
'abc'.replace('', 'x')  # attack
