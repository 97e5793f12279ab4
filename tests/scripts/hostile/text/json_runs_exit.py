# json.loads of a "document" that calls exit.
# expect: error
# error: SystemExit
import json
json.loads('exit(3)')  # attack
