# json.dumps with a negative indent.
# expect: ok|error
import json
json.dumps([[1]], indent=-999999999)  # attack
