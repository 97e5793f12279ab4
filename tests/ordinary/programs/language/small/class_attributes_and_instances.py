class Counter:
    total = 0
    names = []
    def __init__(self, name):
        self.name = name
        self.names.append(name)
        Counter.total += 1
        self.total += 10
a, b = Counter("a"), Counter("b")
print(a.total, b.total, Counter.total, a.names is b.names, Counter.names)
del a.total
print(a.total, "total" in vars(a), "total" in vars(b), hasattr(Counter, "name"))
Counter.extra = property(lambda self: self.name * 2)
print(a.extra, b.extra)
class Sub(Counter):
    names = []
s = Sub("s"); print(Sub.names, Counter.names, Sub.total, s.total)
