# Compares two equal self-containing lists.
# expect: error|crashed
a = []
a.append(a)
b = []
b.append(b)
print(a == b)
