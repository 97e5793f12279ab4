# A collector callback that raises: the library aborts.
# policy: open
# expect: crashed|error
# dialect: pocketpy
import gc
def f(a, b):
    1 / 0
gc.setup_debug_callback(f)
gc.collect()  # attack
