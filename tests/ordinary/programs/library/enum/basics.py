from enum import Enum, IntEnum, Flag, IntFlag, auto, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3
    CRIMSON = 1
    def nice(self): return self.name.title()
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["BLUE"], list(Color), len(Color), Color.CRIMSON is Color.RED, Color.GREEN.nice(), Color.RED in Color, isinstance(Color.RED, Color), type(Color.RED), {Color.RED: "r"}[Color.RED], Color.RED == 1, Color.RED != Color.BLUE, Color.__members__.keys(), f"{Color.RED}", str(Color.RED), Color.RED is Color(1), [c.name for c in Color], hash(Color.RED) == hash(Color.RED))
class N(IntEnum):
    ONE = 1
    TWO = 2
print(N.ONE + 1, N.TWO > N.ONE, N.ONE == 1, sorted([N.TWO, N.ONE]), int(N.TWO), repr(N.TWO), str(N.TWO), f"{N.TWO}", [10, 20][N.ONE], max(N))
class A(Enum):
    X = auto(); Y = auto()
class S(str, Enum):
    P = "p"; Q = "q"
print(A.X.value, A.Y.value, S.P == "p", S.P.upper(), S("q"), S.P.value)
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
print(Perm.R | Perm.X, Perm.RW, Perm.R in Perm.RW, Perm.RW & Perm.W, ~Perm.R, Perm(0), Perm(7), bool(Perm.R & Perm.W), Perm.RW.value, list(Perm.RW), Perm.R ^ Perm.RW, repr(Perm.R | Perm.X))
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def density(self): return round(self.mass / self.radius, 3)
print(Planet.EARTH.mass, Planet.MARS.density, Planet.EARTH.value)
for bad in ("Color(9)", "Color['NO']", "setattr(Color, 'RED', 5)", "Color.RED < Color.BLUE", "Color.PINK", "Color.RED.value.x"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e:
    print(e)
try:
    class Sub(Color): pass
except TypeError as e:
    print(e)
Dyn = Enum("Dyn", "A B C"); print(list(Dyn), Dyn.B.value); Dyn2 = Enum("Dyn2", {"P": 10}); print(Dyn2.P)
class F(IntFlag): A = 1; B = 2
print(F.A | F.B, F.A | 8, F.A + 1, repr(F.A | F.B), F(3) == 3)
class M(Enum):
    @classmethod
    def default(cls): return cls.LOW
    LOW = "l"
    @staticmethod
    def s(): return "s"
    def _generate_next_value_(name, start, count, last): return name.lower()
    def __str__(self): return "M:" + self.value
    @classmethod
    def _missing_(cls, v): return cls.LOW
print(M.default(), M.s(), M("other"))
