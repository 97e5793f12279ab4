# The callback makes classes: what is freed is counted by type, in arrays made before.
# policy: open
# limits: memory=64MB steps=3000000
# expect: ok
# stdout: 1 True 400
# dialect: pocketpy
import gc
calls = 0
def make(what, text):
    global calls
    if what != 'start' or calls:
        return
    calls += 1
    for i in range(1000):
        exec('class A:\n    pass\nfor i in range(50): A()', {})
kept = [[i, 'a text that is long enough'] for i in range(400)]
gc.disable()
gc.setup_debug_callback(make)
gc.collect()  # attack
gc.setup_debug_callback(None)
print(calls, kept == [[i, 'a text that is long enough'] for i in range(400)], len(kept))
