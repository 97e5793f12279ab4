# A collector callback that collects.
# policy: open
# expect: crashed|error|steps
import gc
def f(a, b):
    gc.collect()
gc.setup_debug_callback(f)
gc.collect()  # attack
