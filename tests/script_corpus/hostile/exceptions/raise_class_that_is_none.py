# Raises a class that is no exception.
# expect: error
# error: TypeError
raise int  # attack
