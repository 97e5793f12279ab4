# Sorts floats that have no order.
# expect: ok
a = [float('nan'), 1.0, float('inf'), float('nan'), -1.0, 0.0] * 100
a.sort()
a.sort(reverse=True)
min(a)
max(a)  # attack
