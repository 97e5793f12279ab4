# Keeps a list's iterator while the list shrinks and is collected.
# policy: open
# expect: ok
import gc
its = []
def f():
    for i in range(100):
        a = ['x' * 50 for j in range(50)]
        it = iter(a)
        next(it)
        a.clear()
        its.append(it)
f()
gc.collect()
junk = ['y' * 50 for i in range(5000)]
for it in its:
    list(it)  # attack
