# exec whose globals are a class's namespace, with functions defined in it.
# expect: error
# error: SyntaxError
# python expect: error
# python error: TypeError
class A:
    x = 1
exec('def f():\n    global x\n    x = 2\nf()\ny = 3', A.__dict__)  # attack
