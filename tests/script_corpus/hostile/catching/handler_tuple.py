# "except" of a tuple that holds things that are no classes.
# expect: error
# error: TypeError
try:
    1 / 0  # attack
except (ValueError, 5, None):
    pass
