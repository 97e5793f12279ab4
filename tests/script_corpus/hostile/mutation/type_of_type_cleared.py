# Clears the namespace of type.
# expect: ok
type.__dict__.clear()
class A:
    pass
print(A)
A()  # attack
