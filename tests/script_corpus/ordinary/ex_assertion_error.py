# Ends in an uncaught AssertionError.
print('before')
assert 1 > 2, 'one is not more than two'
