# Adds and removes keys for ever: the dict must not grow, the budget must end it.
# expect: steps
d = {}
i = 0
while True:
    d[i] = i
    d.pop(i - 1, None)
    i += 1  # attack
