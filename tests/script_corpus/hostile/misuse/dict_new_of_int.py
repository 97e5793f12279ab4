# dict.__new__ of things that are no classes.
# expect: error
# error: TypeError
dict.__new__(5)  # attack
