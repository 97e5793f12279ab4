# Prints a dict that contains itself.
# expect: error|crashed
d = {}
d['d'] = d
print(d)
