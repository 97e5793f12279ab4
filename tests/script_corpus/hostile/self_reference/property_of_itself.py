# A property whose getter asks for the property.
# expect: error
# error: RecursionError
class A:
    @property
    def x(self):
        return self.x
A().x  # attack
