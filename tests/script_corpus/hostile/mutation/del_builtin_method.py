# Deletes a method of int and adds.
# expect: error
# error: TypeError
del int.__add__
1 + 1  # attack
