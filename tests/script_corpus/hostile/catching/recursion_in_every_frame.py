# Every frame swallows and loops.
# expect: steps
def f(n):
    while True:
        try:
            if n == 0:
                while True:
                    pass
            f(n - 1)
        except:
            pass
f(500)  # attack
