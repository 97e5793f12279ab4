# json.loads of a "document" that is code: an endless loop, which does not run.
# expect: error
# error: JSONDecodeError
import json
json.loads('sum(range(10**15))')  # attack
