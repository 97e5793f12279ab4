# Prints a dict that contains itself.
# expect: error
# python expect: ok
d = {}
d['d'] = d
print(d)  # attack
