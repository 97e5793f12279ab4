# "except" of a list.
# expect: error
# error: TypeError
try:
    1 / 0  # attack
except [ZeroDivisionError]:
    pass
