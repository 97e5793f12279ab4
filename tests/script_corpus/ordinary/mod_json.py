# The json module, there and back.
import json
data = {'name': 'Ada', 'tags': ['x', 'y'], 'n': 1, 'f': 1.5, 'ok': True, 'no': None, 'sub': {'a': []}}
s = json.dumps(data)
print(s)
print(json.loads(s) == data, json.loads('[1, 2.5, "a\\nb", true, false, null, {}]'))
print(json.dumps([1, [2, {'k': 'v'}]], indent=2))
print(json.dumps('quote " and \\ slash'), json.dumps((1, 2)), json.dumps([]), json.dumps({}))
try:
    json.dumps({'f': len})
except TypeError:
    print('TypeError')
try:
    json.loads('[1, ')
except Exception:
    print('no JSON')
