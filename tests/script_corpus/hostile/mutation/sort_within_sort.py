# The key function sorts the same list.
# expect: ok
a = [3, 1, 2]
n = [0]
def key(x):
    n[0] += 1
    if n[0] < 100:
        a.sort(key=key)
    return x
a.sort(key=key)  # attack
