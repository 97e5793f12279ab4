# object's methods on values that are no objects.
# expect: error
# error: TypeError
# python expect: ok
object.__hash__(1)  # attack
object.__repr__(1)
object.__hash__(None)
