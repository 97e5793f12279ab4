# A method that the superclass lacks: the library overwrites its own operand.
# expect: error
# error: AttributeError
class A:
    pass
class B(A):
    def f(self):
        return super().nothing(1, 2, 3)
B().f()  # attack
