# dict's methods on an ordinary instance.
# expect: error
# error: TypeError
class A:
    pass
a = A()
a.x = 1
dict.update(a, {1: 2})  # attack
dict.copy(a)
