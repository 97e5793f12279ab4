# A generator whose last reference goes while it runs, with a collection in between.
# policy: open
# expect: ok
import gc
def g():
    global it
    it = None
    gc.collect()
    junk = ['x' * 100 for i in range(1000)]
    yield 1
    yield 2
it = g()
for x in it:
    gc.collect()  # attack
