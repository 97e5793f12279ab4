# __getattr__ that asks for another missing attribute.
# expect: error
# error: RecursionError
class A:
    def __getattr__(self, name):
        return getattr(self, name)
A().x  # attack
