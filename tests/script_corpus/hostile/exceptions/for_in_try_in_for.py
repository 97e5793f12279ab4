# Errors in loops in try bodies: the value stack must be unwound to the right height.
# expect: ok
# stdout: 1000
def f():
    n = 0
    for i in range(10):
        for j in range(10):
            try:
                for k in range(10):
                    for l in [1, 2, 3]:
                        if k == 5:
                            1 / 0
            except ZeroDivisionError:
                n += 10
    return n
print(f())  # attack
