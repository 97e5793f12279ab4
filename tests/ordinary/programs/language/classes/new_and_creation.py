class Once:
    inst = None
    def __new__(cls, *a):
        print("new", a)
        if cls.inst is None: cls.inst = super().__new__(cls)
        return cls.inst
    def __init__(self, *a): print("init", a)
print(Once(1) is Once(2))
class Other:
    def __new__(cls): return "not an instance"
    def __init__(self): print("never")
print(Other())
C = type("C", (), {"x": 1, "hi": lambda self: f"hi {self.x}"})
print(C().hi(), C.__name__, C.__bases__)
D = type("D", (C,), dict(y=2))
print(D().hi(), D.y, D.__mro__[1] is C, type(D) is type, type(3), type("x").__name__)
class E: pass
e = object.__new__(E)
e.z = 1
print(e.z, e.__class__ is E)
e.__class__ = C
print(e.hi())
class Init:
    def __init__(self): return 5
try:
    Init()
except TypeError as x:
    print(x)
try:
    object(1)
except TypeError as x:
    print(x)
class NoInit: pass
try:
    NoInit(1)
except TypeError as x:
    print(x)
class Deleted:
    def __del__(self): pass
d = Deleted(); del d
class Color:
    RED: "Color"
    def __init__(self, n): self.n = n
Color.RED = Color(1)
print(Color.RED.n)
print(type(None).__name__, type(NotImplemented).__name__, type(type).__name__, type(len).__name__, type(print) is type(len))
class Conv:
    def __str__(self): return "str"
    def __bytes__(self): return b"bytes"
    def __format__(self, spec): return f"<{spec}>"
    def __sizeof__(self): return 1
    def __hash__(self): return 77
c = Conv()
print(str(c), bytes(c), f"{c:abc}", format(c), hash(c), "{:>4}".format(c))
