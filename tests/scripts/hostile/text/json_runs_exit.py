# json.loads of a "document" that calls exit.
# expect: ok|error
import json
json.loads('exit(3)')
