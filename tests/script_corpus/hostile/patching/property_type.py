# Patches the property type and properties' slots.
# expect: ok
property.__new__ = lambda cls, *args: 5
class A:
    @property
    def x(self):
        return 1
A().x  # attack
