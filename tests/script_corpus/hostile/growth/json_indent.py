# json.dumps with an indent of a billion.
# expect: memory
import json
json.dumps([[1]], indent=999999999)  # attack
