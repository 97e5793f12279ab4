# Makes lambdas for ever and keeps them.
# limits: steps=None
# expect: memory
a = []
while True:
    a.append(lambda: 1)  # attack
