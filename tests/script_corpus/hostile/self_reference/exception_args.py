# An exception whose argument list contains the exception.
# expect: error
a = []
e = ValueError(a)
a.append(e)
raise e  # attack
