# Keeps exceptions with tracebacks for ever.
# limits: steps=None
# expect: memory
a = []
while True:
    try:
        1 / 0  # attack
    except Exception as e:
        a.append(e)
