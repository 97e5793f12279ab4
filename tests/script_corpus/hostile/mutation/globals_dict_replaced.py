# exec with a dict subclass as globals.
# expect: ok|error
class D(dict):
    pass
d = D()
exec('x = 1', d)  # attack
