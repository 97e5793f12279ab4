# A subclass of type, which has no instances.
# expect: error
# error: TypeError
class T(type):  # attack
    pass
T(5)
T('A', (), {})
