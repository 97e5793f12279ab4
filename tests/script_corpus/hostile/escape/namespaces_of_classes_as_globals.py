# exec whose globals are the namespace of a class.
# expect: ok
# python expect: error
# python error: TypeError

class A:
    x = 1
exec('y = x', A.__dict__)  # attack
