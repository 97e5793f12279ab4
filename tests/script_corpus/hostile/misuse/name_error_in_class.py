# An exception in a class body, swallowed, and then more of the body.
# expect: error
# error: NameError
# python expect: ok
for i in range(3):
    try:
        exec('class A:\n    x = 1\n    y = undefined\n    z = x')
    except NameError:
        pass
    exec('class B:\n    x = 1\n    y = [i for i in range(3)]\n    z = x')  # attack
