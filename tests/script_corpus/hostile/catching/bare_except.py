# Swallows everything around an endless loop.
# expect: steps
while True:
    try:
        while True:  # attack
            pass
    except:
        pass
