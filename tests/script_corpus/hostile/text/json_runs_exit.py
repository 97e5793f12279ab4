# json.loads of a "document" that calls exit.
# expect: error
# error: JSONDecodeError
import json
json.loads('exit(3)')  # attack
