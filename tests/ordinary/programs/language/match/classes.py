class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Point3(Point):
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
def f(p):
    match p:
        case Point3(z=z): return f"3d {z}"
        case Point(0, 0): return "origin"
        case Point(x=0, y=y): return f"y axis {y}"
        case Point(x, y) if x > 10: return f"far {x} {y}"
        case Point(x, y): return f"point {x} {y}"
        case int(n) | float(n): return f"number {n}"
        case str(s): return f"text {s}"
        case [Point(a, b), *_]: return f"list of points {a} {b}"
        case dict(): return "dict"
        case list() | tuple(): return "sequence"
        case Exception(args=(m,)): return f"exception {m}"
for v in (Point(0, 0), Point(0, 3), Point(11, 1), Point(1, 2), Point3(1, 2, 3), 5, 2.5, True, "t", [Point(8, 9)], {}, (), ValueError("bad"), None):
    print(f(v))
class NoArgs: pass
try:
    match NoArgs():
        case NoArgs(1): pass
except TypeError as e:
    print(e)
try:
    match Point(1, 2):
        case Point(1, 2, 3): pass
except TypeError as e:
    print(e)
try:
    match 1:
        case f(): pass
except TypeError as e:
    print(e)
