# Compares two self-containing dicts.
# expect: error
a = {}
a[1] = a
b = {}
b[1] = b
print(a == b)  # attack
