# exec whose globals are the namespace of an object that is no module: it would be taken for a dict.
# expect: error
# error: TypeError
# python expect: ok
class A:
    pass
a = A()
a.x = 1
exec('y = x', a.__dict__)  # attack
