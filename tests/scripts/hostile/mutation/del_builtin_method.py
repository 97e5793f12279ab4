# Deletes a method of int and adds.
# expect: error|ok
del int.__add__
1 + 1  # attack
