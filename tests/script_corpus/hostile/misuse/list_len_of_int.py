# list.__len__ of an int.
# expect: error
# error: TypeError
list.__len__(12345678)  # attack
