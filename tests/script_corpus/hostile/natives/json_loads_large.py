# json.loads of a large text of numbers for ever.
# limits: steps=None wall_time=0.1 memory=64MB
# expect: wall_time|error|memory
import json
s = '[' + '1,' * 20000 + '1]'
while True:
    json.loads(s)  # attack
