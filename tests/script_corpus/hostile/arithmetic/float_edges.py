# Float operators at the edges.
# expect: ok
vs = [0.0, -0.0, 1e308, -1e308, 5e-324, float('inf'), float('-inf'), float('nan')]
for a in vs:
    for b in vs:
        for f in [lambda: a + b, lambda: a * b, lambda: a / b, lambda: a // b, lambda: a % b, lambda: a ** b, lambda: divmod(a, b), lambda: a < b, lambda: a == b]:
            try:
                f()  # attack
            except BaseException:
                pass
