# json.loads evaluates its text as code: an endless loop in a "document".
# expect: steps
import json
json.loads('sum(range(10**15))')  # attack
