# BaseException.__new__ for int.
# expect: error
# error: TypeError
e = BaseException.__new__(int)  # attack
e + 1
