# Loops inside the handler, so that the exception is being handled for ever.
# expect: steps
try:
    1 / 0  # attack
except ZeroDivisionError:
    while True:
        pass
