# Complex numbers, with CPython's results.
import math

pi = math.pi
e = math.e
tau = 2 * pi
inf = math.inf
nan = math.nan

def _is_real(value):
    return type(value) is int or type(value) is float or type(value) is bool

def _text_of(value):
    # As in CPython's complex numbers: no '.0', and a sign for each zero.
    text = repr(value)
    return text[:-2] if text.endswith('.0') else text

def _parsed(text):
    wrong = ValueError('complex() arg is a malformed string')
    text = text.strip()
    if text.startswith('(') and text.endswith(')'):
        text = text[1:-1].strip()
    if not text:
        raise wrong
    for c in text:
        if c in ' \t\n\r':
            raise wrong
    try:
        if text[-1] != 'j' and text[-1] != 'J':
            return float(text), 0.0
        text = text[:-1]
        # The last sign that is none of an exponent parts the two.
        at = len(text) - 1
        while at > 0 and not (text[at] in '+-' and text[at - 1] not in 'eE'):
            at -= 1
        real = 0.0
        if at > 0:
            real = float(text[:at])
            text = text[at:]
        if text in ('', '+', '-'):
            text = text + '1'
        return real, float(text)
    except ValueError:
        raise wrong

class complex:
    def __init__(self, real=0, imag=0):
        if type(real) is str:
            self._real, self._imag = _parsed(real)
            return
        if type(real) is not complex and not _is_real(real):
            raise TypeError("complex() first argument must be a string or a number, not '"
                            + type(real).__name__ + "'")
        if type(imag) is not complex and not _is_real(imag):
            raise TypeError("complex() second argument must be a number, not '"
                            + type(imag).__name__ + "'")
        # imag may be complex itself: real + imag * 1j.
        self._real = real._real if type(real) is complex else float(real)
        self._imag = imag._real if type(imag) is complex else float(imag)
        if type(real) is complex:
            self._imag += real._imag
        if type(imag) is complex:
            self._real -= imag._imag

    @property
    def real(self):
        return self._real

    @property
    def imag(self):
        return self._imag

    def conjugate(self):
        return complex(self._real, -self._imag)

    def __repr__(self):
        imag = _text_of(self._imag) + 'j'
        if self._real == 0 and math.copysign(1.0, self._real) > 0:
            return imag
        if imag[0] != '-':
            imag = '+' + imag
        return '(' + _text_of(self._real) + imag + ')'

    def __eq__(self, other):
        if type(other) is complex:
            return self._real == other._real and self._imag == other._imag
        if _is_real(other):
            return self._imag == 0 and self._real == (int(other) if type(other) is bool else other)
        return NotImplemented

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    def __hash__(self):
        if self._imag == 0:
            return hash(self._real)
        return hash((self._real, self._imag))

    def __bool__(self):
        return self._real != 0 or self._imag != 0

    def __neg__(self):
        return complex(-self._real, -self._imag)

    def __abs__(self):
        return _absolute(self)

    def __add__(self, other):
        if type(other) is complex:
            return complex(self._real + other._real, self._imag + other._imag)
        if _is_real(other):
            return complex(self._real + other, self._imag + 0.0)
        return NotImplemented

    def __radd__(self, other):
        return self.__add__(other)

    def __sub__(self, other):
        if type(other) is complex:
            return complex(self._real - other._real, self._imag - other._imag)
        if _is_real(other):
            return complex(self._real - other, self._imag)
        return NotImplemented

    def __rsub__(self, other):
        if _is_real(other):
            return complex(other).__sub__(self)
        return NotImplemented

    def __mul__(self, other):
        if _is_real(other):
            other = complex(other)
        if type(other) is complex:
            return complex(self._real * other._real - self._imag * other._imag,
                           self._real * other._imag + self._imag * other._real)
        return NotImplemented

    def __rmul__(self, other):
        if _is_real(other):
            return complex(other).__mul__(self)
        return NotImplemented

    def __truediv__(self, other):
        if _is_real(other):
            other = complex(other)
        if type(other) is complex:
            return _quotient(self, other)
        return NotImplemented

    def __rtruediv__(self, other):
        if _is_real(other):
            return _quotient(complex(other), self)
        return NotImplemented

    def __pow__(self, other):
        if _is_real(other):
            other = complex(other)
        if type(other) is complex:
            return _power(self, other)
        return NotImplemented

    def __rpow__(self, other):
        if _is_real(other):
            return _power(complex(other), self)
        return NotImplemented

infj = complex(0, inf)
nanj = complex(0, nan)

def _absolute(z):
    size = math.hypot(z._real, z._imag)
    if math.isinf(size) and math.isfinite(z._real) and math.isfinite(z._imag):
        raise OverflowError('absolute value too large')
    return size

def _quotient(a, b):
    # Smith's: the larger part of the divisor first, so that no square overflows.
    if b._real == 0 and b._imag == 0:
        raise ZeroDivisionError('complex division by zero')
    if abs(b._real) >= abs(b._imag):
        ratio = b._imag / b._real
        whole = b._real + b._imag * ratio
        return complex((a._real + a._imag * ratio) / whole, (a._imag - a._real * ratio) / whole)
    if abs(b._imag) >= abs(b._real):
        ratio = b._real / b._imag
        whole = b._real * ratio + b._imag
        return complex((a._real * ratio + a._imag) / whole, (a._imag * ratio - a._real) / whole)
    return complex(nan, nan)

def _power(a, b):
    if b._imag == 0 and b._real == math.fabs(b._real) // 1 * math.copysign(1.0, b._real) \
            and math.fabs(b._real) <= 100:
        return _whole_power(a, int(b._real))
    if b._real == 0 and b._imag == 0:
        return complex(1.0, 0.0)
    if a._real == 0 and a._imag == 0:
        if b._imag != 0 or b._real < 0:
            raise ZeroDivisionError('0.0 to a negative or complex power')
        return complex(0.0, 0.0)
    size = math.hypot(a._real, a._imag)
    length = size ** b._real
    angle = math.atan2(a._imag, a._real)
    turn = angle * b._real
    if b._imag != 0:
        length *= math.exp(-angle * b._imag)
        turn += b._imag * math.log(size)
    return complex(length * math.cos(turn), length * math.sin(turn))

def _whole_power(a, n):
    result = complex(1.0, 0.0)
    left = -n if n < 0 else n
    power = a
    while left > 0:
        if left % 2 == 1:
            result = result * power
        left = left // 2
        if left > 0:
            power = power * power
    if n < 0:
        return _quotient(complex(1.0, 0.0), result)
    return result

def _complex(value):
    if type(value) is complex:
        return value
    if _is_real(value):
        return complex(value)
    raise TypeError('must be a number, not ' + type(value).__name__)

# Polar coordinates

def phase(z):
    z = _complex(z)
    return math.atan2(z._imag, z._real)

def polar(z):
    z = _complex(z)
    return _absolute(z), phase(z)

def rect(r, phi):
    if phi == 0:
        return complex(r, r * phi)
    return complex(r * math.cos(phi), r * math.sin(phi))

# Powers and logarithms

def exp(z):
    z = _complex(z)
    if z._imag == 0:
        return complex(math.exp(z._real), z._imag)
    size = math.exp(z._real)
    return complex(size * math.cos(z._imag), size * math.sin(z._imag))

def _log(z):
    x = math.fabs(z._real)
    y = math.fabs(z._imag)
    if x == 0 and y == 0:
        raise ValueError('math domain error')
    size = math.hypot(x, y)
    if math.isinf(size) and not math.isinf(x) and not math.isinf(y):
        real = math.log(math.hypot(x / 2, y / 2)) + math.log(2.0)
    elif 0.71 <= size and size <= 1.73:
        # Near 1 the logarithm of the size would lose its digits.
        larger = max(x, y)
        smaller = min(x, y)
        real = math.log1p((larger - 1) * (larger + 1) + smaller * smaller) / 2
    elif size == 0:
        real = math.log(math.hypot(x * 2.0 ** 53, y * 2.0 ** 53)) - 53 * math.log(2.0)
    else:
        real = math.log(size)
    return complex(real, math.atan2(z._imag, z._real))

def log(z, base=None):
    result = _log(_complex(z))
    if base is not None:
        return result / _log(_complex(base))
    return result

def log10(z):
    result = _log(_complex(z))
    return complex(result._real / math.log(10.0), result._imag / math.log(10.0))

def sqrt(z):
    z = _complex(z)
    x = math.fabs(z._real)
    y = math.fabs(z._imag)
    if x == 0 and y == 0:
        return complex(0.0, z._imag)
    if math.isinf(y):
        return complex(inf, z._imag)
    if x < 1e-300 and y < 1e-300:
        x *= 2.0 ** 54
        half = math.sqrt(x + math.hypot(x, y * 2.0 ** 54)) / 2.0 ** 27 / math.sqrt(2.0)
    else:
        x /= 8.0
        half = 2.0 * math.sqrt(x + math.hypot(x, y / 8.0))
    other = y / (2.0 * half)
    if z._real >= 0:
        return complex(half, math.copysign(other, z._imag))
    return complex(other, math.copysign(half, z._imag))

# Hyperbolic functions, and the trigonometric ones by way of them

def _turned(z):
    return complex(-z._imag, z._real)        # z * 1j

def _turned_back(z):
    return complex(z._imag, -z._real)        # z / 1j

def sinh(z):
    z = _complex(z)
    return complex(math.cos(z._imag) * math.sinh(z._real), math.sin(z._imag) * math.cosh(z._real))

def cosh(z):
    z = _complex(z)
    return complex(math.cos(z._imag) * math.cosh(z._real), math.sin(z._imag) * math.sinh(z._real))

def tanh(z):
    z = _complex(z)
    if math.fabs(z._real) > 354:
        # Beyond it cosh overflows, and tanh is 1.
        return complex(math.copysign(1.0, z._real),
                       4.0 * math.sin(z._imag) * math.cos(z._imag) * math.exp(-2.0 * math.fabs(z._real)))
    tx = math.tanh(z._real)
    ty = math.tan(z._imag)
    cx = 1.0 / math.cosh(z._real)
    txty = tx * ty
    whole = 1.0 + txty * txty
    return complex(tx * (1.0 + ty * ty) / whole, ty / whole * cx * cx)

def asinh(z):
    z = _complex(z)
    if math.fabs(z._real) > 1e150 or math.fabs(z._imag) > 1e150:
        large = _log(complex(math.fabs(z._real), z._imag))
        return complex(math.copysign(large._real + math.log(2.0), z._real),
                       math.atan2(z._imag, math.fabs(z._real)))
    s1 = sqrt(complex(1.0 + z._imag, -z._real))
    s2 = sqrt(complex(1.0 - z._imag, z._real))
    return complex(math.asinh(s1._real * s2._imag - s2._real * s1._imag),
                   math.atan2(z._imag, s1._real * s2._real - s1._imag * s2._imag))

def acosh(z):
    z = _complex(z)
    if math.fabs(z._real) > 1e150 or math.fabs(z._imag) > 1e150:
        large = _log(z)
        return complex(large._real + math.log(2.0), large._imag)
    s1 = sqrt(complex(z._real - 1.0, z._imag))
    s2 = sqrt(complex(z._real + 1.0, z._imag))
    return complex(math.asinh(s1._real * s2._real + s1._imag * s2._imag),
                   2.0 * math.atan2(s1._imag, s2._real))

def atanh(z):
    z = _complex(z)
    if z._real < 0 or (z._real == 0 and math.copysign(1.0, z._real) < 0):
        return -atanh(-z)
    size = math.fabs(z._imag)
    if z._real > 1e150 or size > 1e150:
        away = math.hypot(z._real / 2, z._imag / 2)
        return complex(z._real / 4 / away / away, math.copysign(pi / 2, z._imag))
    if z._real == 1 and size < 1e-150:
        if size == 0:
            raise ValueError('math domain error')
        return complex(-math.log(math.sqrt(size) / math.sqrt(math.hypot(size, 2.0))),
                       math.copysign(math.atan2(2.0, -size) / 2, z._imag))
    return complex(math.log1p(4.0 * z._real / ((1 - z._real) * (1 - z._real) + size * size)) / 4.0,
                   -math.atan2(-2.0 * z._imag, (1 - z._real) * (1 + z._real) - size * size) / 2.0)

def acos(z):
    z = _complex(z)
    if math.fabs(z._real) > 1e150 or math.fabs(z._imag) > 1e150:
        large = _log(complex(math.fabs(z._real), z._imag))
        return complex(math.atan2(math.fabs(z._imag), z._real),
                       math.copysign(large._real + math.log(2.0), -z._imag))
    s1 = sqrt(complex(1.0 - z._real, -z._imag))
    s2 = sqrt(complex(1.0 + z._real, z._imag))
    return complex(2.0 * math.atan2(s1._real, s2._real),
                   math.asinh(s2._real * s1._imag - s2._imag * s1._real))

def asin(z):
    return _turned_back(asinh(_turned(_complex(z))))

def atan(z):
    return _turned_back(atanh(_turned(_complex(z))))

def sin(z):
    return _turned_back(sinh(_turned(_complex(z))))

def cos(z):
    return cosh(_turned(_complex(z)))

def tan(z):
    return _turned_back(tanh(_turned(_complex(z))))

# Tests

def isfinite(z):
    z = _complex(z)
    return math.isfinite(z._real) and math.isfinite(z._imag)

def isinf(z):
    z = _complex(z)
    return math.isinf(z._real) or math.isinf(z._imag)

def isnan(z):
    z = _complex(z)
    return math.isnan(z._real) or math.isnan(z._imag)

def isclose(a, b, rel_tol=1e-09, abs_tol=0.0):
    a = _complex(a)
    b = _complex(b)
    if rel_tol < 0 or abs_tol < 0:
        raise ValueError('tolerances must be non-negative')
    if a == b:
        return True
    if isinf(a) or isinf(b):
        return False
    apart = _absolute(a - b)
    return apart <= rel_tol * _absolute(b) or apart <= rel_tol * _absolute(a) or apart <= abs_tol
