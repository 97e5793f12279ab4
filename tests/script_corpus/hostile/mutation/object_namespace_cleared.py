# Clears the namespace of object, so that nothing can be made or compared.
# expect: ok
# python expect: error
# python error: AttributeError
# python unreached: 10
object.__dict__.clear()
class A:
    pass
a = A()
a == a  # attack
print([a])
