# Imports each module that reaches the machine in every way that Python has.
# expect: ok
# stdout: nothing
# dialect: python
# limits: steps=20000000
import importlib
import sys

DENIED = [
    'stdc', 'pkpy', 'conio', 'picoterm', 'ctypes', '_ctypes', 'subprocess', '_posixsubprocess', 'socket',
    '_socket', 'ssl', 'select', 'mmap', 'fcntl', 'resource', 'pty', 'termios', 'multiprocessing', 'cffi',
]
WAYS = [
    'import {}', 'import {} as x', 'from {} import *', '__import__("{}")', 'importlib.import_module("{}")',
    'importlib.import_module(".{}", "")', 'sys.modules["{}"]', 'importlib.__import__("{}")',
    'importlib.reload(sys.modules["{}"])', 'from os import {}', 'import os.{}', 'import json.{}',
    'getattr(__import__("os"), "{}")', 'sys._getframe().f_builtins["__import__"]("{}")',
    'print.__self__.__import__("{}")', 'sys.meta_path[0].find_spec("{}").loader.load_module("{}")',
    'importlib.util.find_spec("{}").loader.exec_module(sys)', '__loader__.load_module("{}")',
    '__builtins__.__import__("{}")', '(lambda: 0).__globals__["__builtins__"].__import__("{}")',
    'exec("import {}", {{}})', 'eval("__import__(\'{}\')", {{"__builtins__": __builtins__}})',
    'from importlib import {}', 'compile("import {}", "x", "exec") and exec("import {}")',
]
found = []
for name in DENIED:
    for way in WAYS:
        try:
            exec(way.format(name, name))  # attack
            found.append(way.format(name, name))
        except (ImportError, AttributeError, LookupError, NameError, TypeError, ValueError):
            pass
print(found or 'nothing')
