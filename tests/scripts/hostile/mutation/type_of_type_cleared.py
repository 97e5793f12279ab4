# Clears the namespace of type.
# expect: error|ok|crashed
type.__dict__.clear()
class A:
    pass
print(A)
A()  # attack
