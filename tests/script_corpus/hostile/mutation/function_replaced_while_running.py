# A function that replaces itself and lets its code be collected while it runs.
# policy: open
# expect: ok
# stdout: 6
import gc
def f(n):
    global f
    f = None
    gc.collect()
    junk = [compile('x = 1', 'a', 'exec') for i in range(100)]
    total = 0
    for i in range(n):
        total += i
    return total
print(f(4))  # attack
