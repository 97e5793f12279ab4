# json.dumps of a list that contains itself.
# expect: error|memory
import json
a = []
a.append(a)
json.dumps(a)  # attack
