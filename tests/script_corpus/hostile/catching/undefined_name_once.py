# A single "except" of an undefined name.
# expect: error
# error: NameError
try:
    1 / 0  # attack
except undefined_name:
    pass
