# An exception class whose __new__ returns a list.
# expect: error
# error: TypeError
class E(ValueError):  # attack
    def __new__(cls, *args):
        return []
raise E
