# json.loads of 50,000 nested objects.
# limits: memory=128MB
# expect: error|crashed|ok
import json
json.loads('{"a":' * 50000 + '1' + '}' * 50000)  # attack
