# A collector callback that collects.
# policy: open
# expect: crashed|error|steps
# dialect: pocketpy
import gc
def f(a, b):
    gc.collect()
gc.setup_debug_callback(f)
gc.collect()  # attack
