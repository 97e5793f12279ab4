# Prints a list that contains itself.
# expect: error
# python expect: ok
a = []
a.append(a)  # attack
print(a)
