# __init__ that makes another of itself.
# expect: error
# error: RecursionError
class A:
    def __init__(self):
        self.a = A()
A()  # attack
