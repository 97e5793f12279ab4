# Follows all that objects, classes, functions and frames lead to, in search of what is denied.
# expect: ok
# stdout: nothing
# dialect: python
# limits: steps=100000000 memory=128MB
import gc
import sys
import types

DENIED = {'stdc', 'pkpy', 'conio', 'picoterm', '_ctypes', '_posixsubprocess', '_socket'}
NAMES = [
    '__class__', '__base__', '__bases__', '__mro__', '__dict__', '__globals__', '__builtins__', '__self__',
    '__func__', '__wrapped__', '__closure__', '__code__', '__defaults__', '__module__', '__objclass__',
    '__loader__', '__spec__', '__origin__', '__args__', '__traceback__', '__context__', '__cause__',
    'f_back', 'f_globals', 'f_builtins', 'f_locals', 'f_code', 'tb_frame', 'tb_next', 'gi_frame', 'gi_code',
    'cell_contents', 'fget', 'fset', 'func', 'modules', 'obj',
]

def start():
    def inner():
        return start
    def generate():
        yield 1
    try:
        raise ValueError
    except ValueError as error:
        caught = error
    return [
        start, inner, generate(), caught, sys._getframe(), print, [].append, list.append, type, object, sys, gc,
        property(len), classmethod(len), staticmethod(len), types, iter([]), {}.items(), list[int], super,
        sys.stdout, memoryview(b''), __builtins__, globals(), locals(), len, int.__add__, int.real,
    ]

def next_of(thing):
    for name in NAMES:
        try:
            yield getattr(thing, name)
        except Exception:
            pass
    if isinstance(thing, type):
        try:
            yield from thing.__subclasses__()
        except TypeError:
            pass
    if isinstance(thing, (list, tuple, set, frozenset)):
        yield from thing
    elif isinstance(thing, (dict, types.MappingProxyType)):
        yield from thing.values()

waiting = start()
seen = {}
found = set()
while waiting and len(seen) < 20000:
    thing = waiting.pop()
    if id(thing) in seen:
        continue
    seen[id(thing)] = thing
    if isinstance(thing, types.ModuleType) and thing.__name__ in DENIED:
        found.add(thing.__name__)
    waiting.extend(next_of(thing))  # attack
print(sorted(found) or 'nothing', file=sys.stdout if len(seen) > 1000 else sys.stderr)
