# __call__ that calls itself.
# expect: error
# error: RecursionError
class A:
    def __call__(self):
        return self()
A()()  # attack
