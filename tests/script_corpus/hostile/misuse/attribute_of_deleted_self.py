# An attribute of a first variable named self that is gone: PocketPy 2.2 reads its name elsewhere.
# expect: ok
# stdout: cannot access local variable 'self' where it is not associated with a value
# stdout: cannot access local variable 'self' where it is not associated with a value
many = "; ".join(["n" + str(i) for i in range(500)])
exec("def load(self):\n    if 0:\n        " + many + "\n    del self\n    return self.zz\n")
exec("def store(self):\n    if 0:\n        " + many + "\n    del self\n    self.zz = 1\n")
for f in [load, store]:
    try:
        f(1)  # attack
    except UnboundLocalError as e:
        print(str(e))
