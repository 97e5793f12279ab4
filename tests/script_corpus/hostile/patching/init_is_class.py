# A class as __init__, __new__, __call__ and __getattr__ of another.
# expect: ok|error|crashed
class B:
    def __init__(self, *args):
        pass
class A:
    pass
A.__init__ = B
A.__call__ = B
A.__getattr__ = B
a = A()  # attack
a()
a.x
A.__new__ = A
A()
