# json.dumps of lists that share parts.
# limits: wall_time=2
# expect: memory|wall_time
import json
a = []
for i in range(60):
    a = [a, a]
json.dumps(a)  # attack
