# The dataclasses module.
from dataclasses import asdict, dataclass


@dataclass
class Point:
    x: int
    y: int = 0

    def shifted(self, dx):
        return Point(self.x + dx, self.y)


@dataclass
class Named(Point):
    name: str = 'none'


p = Point(1, 2)
print(p, p == Point(1, 2), p != Point(1), p.shifted(5), Point(x=3, y=4), asdict(p))
print(Named(1, 2, 'here'), Named(5, 6))
try:
    Point()
except TypeError as e:
    print('TypeError', e)
