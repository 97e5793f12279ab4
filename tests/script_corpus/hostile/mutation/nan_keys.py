# nan as a key, again and again.
# expect: ok
# stdout: True
d = {}
n = float('nan')
for i in range(100):
    d[n] = i
print(len(d) >= 1)  # attack
