# Imports every module that there is and calls everything in it with little.
# policy: open
# limits: wall_time=3 memory=64MB
# expect: ok|error|crashed|memory|wall_time|steps
names = ['array2d', 'base64', 'bisect', 'cmath', 'collections', 'dataclasses', 'datetime', 'dis', 'easing', 'enum', 'functools', 'gc', 'heapq', 'importlib', 'inspect', 'io', 'json', 'math', 'operator', 'os', 'pickle', 'picoterm', 'pkpy', 'random', 'stdc', 'sys', 'time', 'traceback', 'typing', 'unicodedata', 'vmath']
for name in names:
    m = __import__(name)
    for a in dir(m):
        f = getattr(m, a)
        if callable(f) and a not in ['wait_for_done', 'memset', 'memcpy', 'system', 'setup_debug_callback']:
            for args in [(), (None,), ('x',), (1, 2)]:
                try:
                    f(*args)  # attack
                except BaseException:
                    pass
