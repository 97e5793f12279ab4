# object.__new__ of builtin classes is refused.
# expect: error
# error: TypeError
object.__new__(list)  # attack
