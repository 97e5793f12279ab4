# exec whose globals are the namespace of a class.
# expect: error
# error: TypeError
class A:
    x = 1
exec('y = x', A.__dict__)
