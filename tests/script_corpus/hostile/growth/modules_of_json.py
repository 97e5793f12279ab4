# json.loads of a large flat document, again and again.
# limits: steps=3000000 memory=64MB
# expect: steps|memory|wall_time|error
import json
s = '[' + '1, ' * 30000 + '1]'
while True:
    json.loads(s)  # attack
