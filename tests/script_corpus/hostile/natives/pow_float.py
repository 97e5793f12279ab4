# Float powers at the edges.
# expect: ok|error
for x in [0.0, -1.0, 1e308, -1e308, float('inf'), float('nan')]:
    for y in [0.0, 0.5, -0.5, 1e308, float('inf'), float('nan')]:
        try:
            x ** y  # attack
        except ZeroDivisionError:
            pass
