# Closures keep what they captured.
# policy: open
# expect: ok
import gc
def make(i):
    x = ['captured ' + str(i)]
    def f():
        return x
    return f
fs = [make(i) for i in range(200)]
gc.collect()
junk = [['junk ' + str(i)] for i in range(5000)]
for f in fs:
    str(f())  # attack
