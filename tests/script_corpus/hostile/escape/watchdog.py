# Starts the library's own watchdog.
# policy: open
# expect: ok|error
import pkpy
for name in ['watchdog_begin', 'watchdog_end']:
    if hasattr(pkpy, name):  # attack
        getattr(pkpy, name)(1) if name == 'watchdog_begin' else getattr(pkpy, name)()
