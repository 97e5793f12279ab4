# An exception that is its own only argument, shown in a traceback.
# expect: error
e = ValueError(1)
e.__init__(e)
raise e  # attack
