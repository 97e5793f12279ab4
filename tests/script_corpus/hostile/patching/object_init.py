# Gives object an __init__ that is an int: every class of every later run would break.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 10
object.__init__ = 1
class A:
    pass
try:
    A()  # attack
except BaseException:
    pass
