# A class body whose calls define and break other classes.
# expect: ok
# stdout: 1 1 1
def inner():
    try:
        exec('class Inner:\n    x = undefined')
    except NameError:
        pass
    return 1
class A:
    x = inner()  # attack
    y = inner()
    def f(self):
        return self.x
print(A().f(), A.x, A.y)
