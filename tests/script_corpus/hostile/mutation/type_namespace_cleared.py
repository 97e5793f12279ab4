# Clears the namespace of list and uses lists.
# expect: ok
list.__dict__.clear()
a = [1, 2, 3]
a.append(4)  # attack
