# dict's methods on a list.
# expect: error
# error: TypeError
# python unreached: 7
a = [1, 2, 3]
dict.__getitem__(a, 1)
dict.__setitem__(a, 1, 2)  # attack
dict.clear(a)
