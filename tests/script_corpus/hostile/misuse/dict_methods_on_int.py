# dict's methods on an int.
# expect: error
# error: TypeError
dict.get(1, 2)  # attack
