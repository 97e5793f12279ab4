# Functions whose globals dict only they keep.
# policy: open
# expect: ok
import gc
def make(i):
    env = {}
    exec('def f():\n    return x\nx = ["global ' + str(i) + '"]\n', env)
    return env['f']
fs = [make(i) for i in range(100)]
gc.collect()
junk = [['junk ' + str(i)] for i in range(5000)]
for f in fs:
    str(f())  # attack
