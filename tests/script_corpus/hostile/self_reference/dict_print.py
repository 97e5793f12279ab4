# Prints a dict that contains itself.
# expect: error
d = {}
d['d'] = d
print(d)  # attack
