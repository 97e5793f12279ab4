# Calls list's methods with an int as self: the library takes it for a list.
# expect: error
# error: TypeError
list.append(1, 2)  # attack
