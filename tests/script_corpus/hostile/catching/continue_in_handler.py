# "continue" and "break" out of handlers, for ever: the handler stack must not grow.
# limits: steps=2000000
# expect: steps
while True:
    try:
        1 / 0  # attack
    except ZeroDivisionError:
        continue
