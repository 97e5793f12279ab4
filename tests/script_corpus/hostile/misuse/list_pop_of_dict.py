# list's methods on a dict.
# expect: error
# error: TypeError
d = {1: 2}
list.pop(d)  # attack
list.append(d, 1)
list.sort(d)
