# str.__str__ is not asked by natives for texts, but asked for here.
# expect: ok|error
str.__repr__ = lambda a: [1]
print(['a', 'b'])  # attack
