# Appends to a list while a for loop walks it.
# expect: steps|memory
a = [1]
for x in a:
    a.append(x)  # attack
