# Catches everything while it fills memory, and goes on.
# limits: steps=None
# expect: memory
a = []
while True:
    try:
        while True:
            a.append('x' * 10000)  # attack
    except BaseException:
        pass
