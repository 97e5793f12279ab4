# Sorts a long list with a slow key, called for each comparison.
# expect: steps
a = list(range(2000))
def key(x):
    for i in range(100):
        pass
    return x
a.sort(key=key)  # attack
