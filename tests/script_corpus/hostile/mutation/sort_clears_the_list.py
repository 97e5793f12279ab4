# The key function clears the list that is being sorted: sort keeps the freed pointer.
# expect: ok
a = list(range(1000))
def key(x):
    a.clear()
    return x
a.sort(key=key)  # attack
