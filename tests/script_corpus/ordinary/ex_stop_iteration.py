# Ends in an uncaught StopIteration.
print('before')
next(iter([]))
