def add_repr(cls):
    cls.__repr__ = lambda self: f"<{cls.__name__} {self.__dict__}>"
    return cls
@add_repr
class Point:
    def __init__(self, x, y): self.x, self.y = x, y
print(Point(1, 2))
def singleton(cls):
    made = {}
    def get(*a):
        if cls not in made: made[cls] = cls(*a)
        return made[cls]
    return get
@singleton
class Config:
    def __init__(self): print("made")
print(Config() is Config())
def tag(**attrs):
    def deco(cls):
        for k, v in attrs.items(): setattr(cls, k, v)
        return cls
    return deco
@tag(color="red", size=3)
class T: pass
print(T.color, T.size)
class Meth:
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return cls.__name__, x
    @property
    def p(self): return self._p
    @p.setter
    def p(self, v): self._p = v * 2
    @p.deleter
    def p(self): print("deleted"); del self._p
m = Meth()
m.p = 4
print(m.p, Meth.s(1), m.s(2), Meth.c(3), m.c(4))
del m.p
try:
    m.p
except AttributeError as e:
    print(e)
def deco_in_class(f):
    return lambda self: "wrapped " + f(self)
class W:
    @deco_in_class
    def hi(self): return "hi"
print(W().hi())
