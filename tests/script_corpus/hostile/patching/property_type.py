# Patches the property type and properties' slots.
# expect: ok
# python expect: error
# python error: TypeError
# python unreached: 11
property.__new__ = lambda cls, *args: 5
class A:
    @property
    def x(self):
        return 1
A().x  # attack
