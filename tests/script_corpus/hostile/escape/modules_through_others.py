# Reaches denied modules through the modules that import them, and through sys.modules-like doors.
# expect: ok|error
# stdout: nothing
# dialect: pocketpy
found = []
import collections
import datetime
import functools
import json
import random
import time
denied = ['os', 'stdc', 'pkpy', 'io', 'conio', 'picoterm', 'importlib', 'dis', 'pickle', 'breakpoint']
for m in [collections, datetime, functools, json, random, time, __import__('builtins')]:
    for d in denied:
        try:
            getattr(m, d)  # attack
            found.append(d)
        except BaseException:
            pass
        if d in m.__dict__:  # attack
            found.append(d)
print(found if len(found) > 0 else 'nothing')  # attack
