# Clears the namespace of type.
# expect: ok
# python expect: error
# python error: AttributeError
# python unreached: 10
type.__dict__.clear()
class A:
    pass
print(A)
A()  # attack
