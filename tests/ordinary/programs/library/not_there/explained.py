for name in ("subprocess", "socket", "ctypes", "multiprocessing", "sqlite3", "tkinter", "ssl", "turtle"):
    try:
        __import__("no_such_module_" + name)
    except ModuleNotFoundError as e:
        print(e.name, e)
try:
    from collections import Nothing
except ImportError as e:
    print(type(e).__name__, str(e).split(" (")[0], e.name)
try:
    import collections.nothing
except ModuleNotFoundError as e:
    print(e)
try:
    import os.nothing
except ModuleNotFoundError as e:
    print(e)
