# A class body that makes a class by calling a function: the current class is one global pointer.
# expect: ok
# stdout: 1 2
def make():
    exec('class Inner:\n    a = 1\n    b = 2')
    return 1
class A:
    x = make()  # attack
    y = 2
print(A().x, A().y)
