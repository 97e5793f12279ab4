# Replaces str's methods that natives use.
# expect: error
# error: TypeError
# python unreached: 10
str.__eq__ = lambda a, b: False
str.__hash__ = lambda a: 1
str.__str__ = lambda a: 5
str.__repr__ = lambda a: None
d = {'a': 1}
d['a']  # attack
print('a', ['a'])
