# An exception whose argument list contains the exception.
# expect: error|crashed
a = []
e = ValueError(a)
a.append(e)
raise e
