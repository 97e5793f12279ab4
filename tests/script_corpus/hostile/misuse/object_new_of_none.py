# object.__new__ of None and nothing.
# expect: error
# error: TypeError
try:
    object.__new__()
except BaseException:
    pass
object.__new__(None)  # attack
