# "except" of things that are no classes.
# expect: error
# error: TypeError
try:
    1 / 0  # attack
except 1:
    pass
