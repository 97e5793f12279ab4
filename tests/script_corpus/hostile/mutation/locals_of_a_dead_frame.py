# Keeps locals() of a function that has returned, and reads through it.
# expect: ok
# stdout: 1 1 [1, 2, 3]
def f():
    x = [1, 2, 3]
    return locals()
l = f()
for i in range(100):
    try:
        exec('y = x', globals(), l)
        exec('x = 1', globals(), l)  # attack
    except BaseException:
        pass
print(l['x'], f()['x'] == [1, 2, 3] and 1, f()['x'])
