# Clears the namespace of type.
# expect: error|ok
type.__dict__.clear()
class A:
    pass
print(A)
A()  # attack
