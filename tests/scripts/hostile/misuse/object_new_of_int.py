# object.__new__ of an int.
# expect: error|crashed|ok
object.__new__(5)
