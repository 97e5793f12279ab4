# A collector callback that takes no arguments.
# policy: open
# expect: crashed|error
# dialect: pocketpy
import gc
gc.setup_debug_callback(lambda: 1)
gc.collect()  # attack
