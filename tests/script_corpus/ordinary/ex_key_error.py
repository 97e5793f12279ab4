# Ends in an uncaught KeyError.
print('before')
{'a': 1}['b']
