# Raises an int.
# expect: error
# error: TypeError
raise 5  # attack
