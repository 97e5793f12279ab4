# json.dumps of lists that share parts.
# limits: wall_time=2
# expect: steps
import json
a = []
for i in range(60):
    a = [a, a]
json.dumps(a)  # attack
