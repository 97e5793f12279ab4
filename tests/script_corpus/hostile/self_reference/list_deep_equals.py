# Compares two lists nested 20,000 deep.
# expect: error|ok
a = []
b = []
for i in range(20000):
    a = [a]
    b = [b]
print(a == b)  # attack
