# Keeps globals() and locals() proxies for ever.
# limits: steps=None
# expect: memory
a = []
while True:
    a.append(globals())  # attack
