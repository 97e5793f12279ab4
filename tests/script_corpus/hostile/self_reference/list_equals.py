# Compares two equal self-containing lists.
# expect: error
a = []
a.append(a)
b = []
b.append(b)
print(a == b)  # attack
