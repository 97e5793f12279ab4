# json.dumps of a list that contains itself.
# expect: error|crashed|memory
import json
a = []
a.append(a)
json.dumps(a)  # attack
