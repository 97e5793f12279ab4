# json.dumps of thousands of texts, with collections on the way.
# policy: open
# expect: ok
# python expect: ok|steps
import gc
import json
a = [{'key ' + str(i): ['value ' + str(i)]} for i in range(300)]
for i in range(5):
    s = json.dumps(a)
    gc.collect()
    json.loads(s)  # attack
