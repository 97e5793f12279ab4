# BaseException.__new__ for int.
# expect: error|crashed|ok
e = BaseException.__new__(int)
e + 1
