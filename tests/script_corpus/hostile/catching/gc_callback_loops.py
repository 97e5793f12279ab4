# A garbage-collector callback that loops.
# policy: open
# expect: steps|crashed
# dialect: pocketpy
import gc
def loop(a, b):
    while True:
        try:
            while True:
                pass
        except:
            pass
gc.setup_debug_callback(loop)
gc.collect()  # attack
