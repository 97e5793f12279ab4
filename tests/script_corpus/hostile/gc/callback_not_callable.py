# Things that are no functions as the collector's callback.
# policy: open
# expect: crashed|error
# dialect: pocketpy
import gc
gc.setup_debug_callback(5)
gc.collect()  # attack
