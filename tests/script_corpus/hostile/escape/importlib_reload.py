# Reloads modules, builtin and its own.
# policy: open
# expect: ok|error|crashed
import importlib
import math
import json
for m in [math, json, importlib, __import__('builtins'), __import__('__main__')]:
    try:
        importlib.reload(m)
    except BaseException:
        pass
importlib.reload(5)  # attack
