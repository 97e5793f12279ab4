# dict.__new__ for classes that are no dicts, then used as what they say they are.
# expect: error
# error: TypeError
a = dict.__new__(list)  # attack
str(a)
a.append(1)
