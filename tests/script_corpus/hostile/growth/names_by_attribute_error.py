# Raises AttributeError for ever new names and swallows it.
# limits: steps=None
# expect: memory|error
i = 0
while True:
    try:
        getattr(1, 'q' + str(i))
    except BaseException:
        pass
    i += 1  # attack
