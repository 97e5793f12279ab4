# A sort key that loops and swallows.
# expect: steps
def key(x):
    try:
        while True:
            pass
    except:
        return 0
while True:
    try:
        [3, 2, 1].sort(key=key)  # attack
    except:
        pass
