# Makes functions by exec for ever and keeps them.
# limits: steps=None
# expect: memory
a = []
while True:
    exec('def f(): return 1')
    a.append(f)  # attack
