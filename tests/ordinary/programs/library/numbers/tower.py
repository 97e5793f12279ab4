import numbers
from fractions import Fraction
from decimal import Decimal
for v in (1, True, 1.5, 1j, Fraction(1, 2), Decimal(1), "x"): print(repr(v), [t.__name__ for t in (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral) if isinstance(v, t)])
print(issubclass(int, numbers.Integral), issubclass(numbers.Integral, numbers.Rational))
