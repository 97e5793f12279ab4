# json.loads of a million opening brackets.
# expect: error|crashed|memory
import json
json.loads('[' * 10**6)  # attack
