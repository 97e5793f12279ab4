# json.loads of 50,000 nested, well-formed lists.
# expect: error|crashed|ok
import json
json.loads('[' * 50000 + ']' * 50000)  # attack
