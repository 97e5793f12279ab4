from fractions import Fraction as F
print(F(1, 2) + F(1, 3), F(6, 4), F(3), F("3/4"), F("0.25"), F(0.5), F(-1, -2), F(1, -2), F("  1/3 "), F("1e-2"), F(F(1, 2), F(3)))
a = F(3, 4)
print(a * 2, a / 3, a - 1, a ** 2, a ** -1, -a, abs(F(-1, 2)), a // F(1, 3), a % F(1, 3), divmod(a, F(1, 2)), 1 / a, 2 - a, a + .25, a ** .5, round(a), round(F(22, 7), 2), int(F(7, 2)), float(a), a.numerator, a.denominator)
print(repr(a), str(a), a == .75, a < 1, a > F(2, 3), F(2, 1) == 2, hash(F(1, 2)) == hash(.5), sorted([F(1, 2), F(1, 3)]), sum([F(1, 10)] * 10), F(3.14159).limit_denominator(100), F.from_float(.1), a.as_integer_ratio(), bool(F(0)), max(F(1, 2), .6), F(1, 3) in [F(2, 6)], min(F(1, 2), 1))
for bad in ("F(1, 0)", "F('x')", "F(1.5, 2)", "F(1, 2) + 'a'", "F('1/0')"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, type(e).__name__, e)
import math
print(math.floor(F(-3, 2)), math.ceil(F(3, 2)), math.gcd(4, 6), sum(F(1, n) for n in range(1, 11)))
