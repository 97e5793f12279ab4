# A sort key that sorts.
# expect: error
# error: RecursionError
def key(x):
    return sorted([2, 1], key=key)
[2, 1].sort(key=key)  # attack
