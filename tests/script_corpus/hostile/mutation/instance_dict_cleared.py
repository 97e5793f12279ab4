# Clears an instance's namespace from inside its own property.
# expect: ok|error
class A:
    @property
    def x(self):
        self.__dict__.clear()
        return 1
a = A()
a.y = 1
a.x
hasattr(a, 'y')  # attack
