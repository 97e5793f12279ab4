# Raises an instance of an ordinary class.
# expect: error
# error: TypeError
class A:
    pass
raise A()  # attack
