# json.dumps of a dict that contains itself, indented so that each level is wider.
# expect: error|memory
import json
d = {}
d['d'] = d
json.dumps(d, 4)  # attack
