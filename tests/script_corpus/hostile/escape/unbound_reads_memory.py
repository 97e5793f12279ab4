# tuple.__len__ of a number would read memory at a chosen address.
# expect: error
# error: TypeError
a = (1, 2)
print('read', tuple.__len__(140000000000000))  # attack
