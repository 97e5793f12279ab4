# object.__new__ of an int.
# expect: error
# error: TypeError
object.__new__(5)  # attack
