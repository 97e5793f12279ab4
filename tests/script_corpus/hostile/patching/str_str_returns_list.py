# str.__str__ is not asked by natives for texts, but asked for here.
# expect: error
# error: TypeError
str.__repr__ = lambda a: [1]
print(['a', 'b'])  # attack
