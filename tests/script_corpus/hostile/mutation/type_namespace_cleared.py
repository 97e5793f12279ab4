# Clears the namespace of list and uses lists.
# expect: ok
# python expect: error
# python error: AttributeError
# python unreached: 8
list.__dict__.clear()
a = [1, 2, 3]
a.append(4)  # attack
