# __next__ that raises StopIteration with odd values and subclasses.
# expect: ok
class S(StopIteration):
    pass
class A:
    def __init__(self, e):
        self.e = e
    def __iter__(self):
        return self
    def __next__(self):
        raise self.e
for e in [StopIteration(), StopIteration([1]), StopIteration(None), S(), S(5)]:
    try:
        for x in A(e):
            pass
        list(A(e))  # attack
    except BaseException:
        pass
