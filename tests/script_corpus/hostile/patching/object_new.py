# Replaces object.__new__.
# expect: ok
object.__new__ = lambda cls: 5
class A:
    pass
a = A()
str(a)  # attack
