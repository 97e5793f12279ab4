# A class body whose calls define and break other classes.
# expect: ok|error|crashed
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
A().f()
