# __new__ that calls its class.
# expect: error
# error: RecursionError
class A:
    def __new__(cls):
        return cls()
A()  # attack
