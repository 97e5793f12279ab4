# A class that holds itself, printed and iterated.
# expect: ok
# stdout: <class 'A'>
# python stdout: <class '__main__.A'>
class A:
    pass
A.A = A
A.b = [A.A, A]
x = A
for i in range(1000):
    x = x.A  # attack
print(x)
