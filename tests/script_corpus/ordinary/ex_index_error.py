# Ends in an uncaught IndexError.
print('before')
[1, 2, 3][10]
