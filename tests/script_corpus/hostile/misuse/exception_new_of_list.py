# BaseException.__new__ for list, then used as a list.
# expect: error
# error: TypeError
e = BaseException.__new__(list)  # attack
len(e)
e.append(1)
str(e)
