# Functions with huge defaults kept for ever.
# limits: steps=None
# expect: memory
a = []
while True:
    exec('def f(x="' + 'y' * 10000 + '"): return x')
    a.append(f)  # attack
