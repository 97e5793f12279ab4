# Deletes a method of int and adds.
# expect: error
# error: TypeError
# python unreached: 6
del int.__add__
1 + 1  # attack
