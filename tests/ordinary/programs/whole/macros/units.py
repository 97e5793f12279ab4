from __future__ import annotations
import functools, math
@functools.total_ordering
class Length:
    units = {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0, "in": 0.0254}
    __slots__ = ("meters",)
    def __init__(self, value: float, unit: str = "m"):
        if unit not in self.units: raise ValueError(f"unknown unit {unit!r}; known: {', '.join(sorted(self.units))}")
        self.meters = value * self.units[unit]
    @classmethod
    def parse(cls, text: str) -> Length:
        number = text.rstrip("abcdefghijklmnopqrstuvwxyz ")
        return cls(float(number), text[len(number):].strip() or "m")
    def to(self, unit: str) -> float: return self.meters / self.units[unit]
    def __add__(self, o): return Length(self.meters + o.meters) if isinstance(o, Length) else NotImplemented
    def __mul__(self, k): return Length(self.meters * k)
    __rmul__ = __mul__
    def __truediv__(self, o): return self.meters / o.meters if isinstance(o, Length) else Length(self.meters / o)
    def __eq__(self, o): return isinstance(o, Length) and math.isclose(self.meters, o.meters)
    def __lt__(self, o): return self.meters < o.meters
    def __hash__(self): return hash(round(self.meters, 9))
    def __format__(self, spec):
        unit = next((u for u in self.units if spec.endswith(u) and not spec[:-len(u)].endswith("k")), "m")
        spec = spec.removesuffix(unit)
        return format(self.to(unit), spec) + unit
    def __repr__(self): return f"Length({self.meters:g})"
a, b = Length(5, "km"), Length.parse("250 cm")
print(a, b, a + b, 2 * b, a / b, a / 2, a > b, b == Length(2.5), sorted([a, b, Length(1)]), max(a, b), f"{b:.1fcm} {a:,.0fm} {b}", {b: 1}[Length(250, "cm")])
for bad in (lambda: Length(1, "mile"), lambda: a + 1, lambda: a < 1, lambda: Length.parse("abc")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
