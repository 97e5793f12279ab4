# Prints a tuple that reaches itself through a list.
# expect: error
a = []
t = (a, a)
a.append(t)  # attack
print(t)
