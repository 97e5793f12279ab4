# tuple's methods on an int.
# expect: error
# error: TypeError
tuple.__len__(1)  # attack
