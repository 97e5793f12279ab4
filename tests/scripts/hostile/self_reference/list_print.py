# Prints a list that contains itself.
# expect: error|crashed
a = []
a.append(a)
print(a)
