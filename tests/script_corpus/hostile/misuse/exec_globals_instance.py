# exec whose globals are an instance's namespace.
# expect: error
# error: TypeError
# python expect: ok
class A:
    pass
a = A()
a.x = 1
exec('y = x', a.__dict__)  # attack
