# BaseException.__init__ on an ordinary instance.
# expect: error
# error: TypeError
class A:
    pass
a = A()
a.x = 1
BaseException.__init__(a, 'y')  # attack
str(a.x)
for i in range(100):
    setattr(a, 'z' + str(i), i)
