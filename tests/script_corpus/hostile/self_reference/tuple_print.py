# Prints a tuple that reaches itself through a list.
# expect: error
# python expect: ok
a = []
t = (a, a)
a.append(t)  # attack
print(t)
