# str.__str__ is not asked by natives for texts, but asked for here.
# expect: error
# error: TypeError
# python unreached: 6
str.__repr__ = lambda a: [1]
print(['a', 'b'])  # attack
