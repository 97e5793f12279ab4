# Prints a list that contains itself.
# expect: error
a = []
a.append(a)  # attack
print(a)
