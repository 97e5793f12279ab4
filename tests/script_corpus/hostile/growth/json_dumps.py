# json.dumps of what json.dumps returned: quoting doubles the backslashes.
# expect: memory
# python expect: memory|steps
import json
s = '"'
while True:
    s = json.dumps(s)  # attack
