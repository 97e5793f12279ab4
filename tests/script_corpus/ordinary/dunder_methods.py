# Operator methods of a fraction class.
class Fraction:
    def __init__(self, n, d=1):
        a, b = abs(n), abs(d)
        while b:
            a, b = b, a % b
        s = -1 if d < 0 else 1
        self.n = s * n // a
        self.d = s * d // a

    def __add__(self, o):
        o = o if isinstance(o, Fraction) else Fraction(o)
        return Fraction(self.n * o.d + o.n * self.d, self.d * o.d)

    def __radd__(self, o):
        return self + o

    def __sub__(self, o):
        return Fraction(self.n * o.d - o.n * self.d, self.d * o.d)

    def __mul__(self, o):
        return Fraction(self.n * o.n, self.d * o.d)

    def __truediv__(self, o):
        return Fraction(self.n * o.d, self.d * o.n)

    def __neg__(self):
        return Fraction(-self.n, self.d)

    def __eq__(self, o):
        return self.n == o.n and self.d == o.d

    def __ne__(self, o):
        return not self == o

    def __lt__(self, o):
        return self.n * o.d < o.n * self.d

    def __gt__(self, o):
        return self.n * o.d > o.n * self.d

    def __hash__(self):
        return self.n * 31 + self.d

    def __bool__(self):
        return self.n != 0

    def __repr__(self):
        return f'{self.n}/{self.d}'


h, t = Fraction(1, 2), Fraction(1, 3)
print(h + t, h - t, h * t, h / t, -h, 1 + h, h + 2)
print(h == Fraction(2, 4), h != t, t < h, t > h, bool(Fraction(0)), bool(h))
print(sorted([h, t, Fraction(3, -4), Fraction(5)]))
print({h: 'half'}[Fraction(3, 6)], sum([h, t, Fraction(1, 6)]))
