# exec whose globals are an instance's namespace.
# expect: error
# error: TypeError
class A:
    pass
a = A()
a.x = 1
exec('y = x', a.__dict__)  # attack
