# Gives object an __init__ that is an int: every class of every later run would break.
# expect: ok
object.__init__ = 1
class A:
    pass
try:
    A()  # attack
except BaseException:
    pass
