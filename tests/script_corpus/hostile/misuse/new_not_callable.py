# __new__ and __init__ that are no functions.
# expect: error
# error: TypeError
class A:
    __new__ = 5
    __init__ = None
try:
    A()
except BaseException:
    pass
class B:
    pass
B.__new__ = [].append
B.__init__ = 7
B(1)  # attack
