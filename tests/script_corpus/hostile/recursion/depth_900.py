# 900 frames are allowed by default, as in the stock library.
# expect: ok
# stdout: 900
def f(n):
    return n if n == 900 else f(n + 1)
print(f(0))  # attack
