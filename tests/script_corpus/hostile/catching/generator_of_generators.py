# Generators in generators, each swallowing.
# expect: steps
def g(n):
    while True:
        try:
            if n > 0:
                for x in g(n - 1):
                    yield x
            else:
                while True:
                    pass
        except:
            pass
for x in g(20):  # attack
    pass
