# Raises in the handler of a handler, for ever.
# expect: steps
while True:
    try:
        try:
            1 / 0  # attack
        except ZeroDivisionError:
            [][1]
    except IndexError:
        pass
