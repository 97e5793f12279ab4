# json.loads runs its text as code in the json module: what can it reach?
# expect: ok
# stdout: nothing
import json
found = []
for s in ['open("/etc/passwd", "r")', '__import__("os")', '__import__("stdc")', 'exec("import os")', 'globals()["os"]']:
    try:
        json.loads(s)  # attack
        found.append(s)
    except BaseException:
        pass
print(found if len(found) > 0 else 'nothing')  # attack
