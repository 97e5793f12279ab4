# A collector callback that removes and replaces itself while it is called.
# policy: open
# expect: ok
# dialect: pocketpy
import gc
def f(a, b):
    gc.setup_debug_callback(None)
    junk = ['x' * 50 for i in range(1000)]
gc.setup_debug_callback(f)
gc.collect()
gc.collect()  # attack
