# A comprehension's condition that loops.
# expect: steps
def loop(x):
    while True:
        try:
            while True:
                pass
        except:
            pass
[x for x in [1, 2] if loop(x)]  # attack
