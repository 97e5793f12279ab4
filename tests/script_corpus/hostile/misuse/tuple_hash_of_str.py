# tuple.__hash__ of a str.
# expect: error
# error: TypeError
tuple.__hash__('a text of more than sixteen bytes')  # attack
