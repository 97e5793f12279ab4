# str of an exception that is its own argument.
# expect: error
e = KeyError(1)
e.__init__(e)
print(str(e))  # attack
