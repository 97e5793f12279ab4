# An exception's arguments are kept, but does the collector know?
# policy: open
# expect: ok
import gc
errors = [ValueError(['argument', str(i)]) for i in range(1000)]
gc.collect()
junk = [['junk', str(i)] for i in range(5000)]
for e in errors:
    str(e)
    repr(e)  # attack
