# __init__ that replaces the class's methods while they run.
# expect: ok|error|steps
class A:
    def __init__(self):
        A.__init__ = lambda self: None
        A.__new__ = lambda cls: 1
for i in range(100):
    A()  # attack
