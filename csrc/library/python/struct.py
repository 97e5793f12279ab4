"""Numbers and texts as bytes of a given form."""

import math

__all__ = ['calcsize', 'pack', 'pack_into', 'unpack', 'unpack_from', 'iter_unpack', 'Struct',
           'error']


class error(Exception):
    """A form is none, or values are not of it."""


_INTEGERS = {'b': (1, True), 'B': (1, False), 'h': (2, True), 'H': (2, False), 'i': (4, True),
             'I': (4, False), 'l': (4, True), 'L': (4, False), 'q': (8, True), 'Q': (8, False),
             'n': (8, True), 'N': (8, False), 'P': (8, False)}
# size: bits of the exponent, bits of the fraction
_FLOATS = {'e': (2, 5, 10), 'f': (4, 8, 23), 'd': (8, 11, 52)}
_NATIVE_SIZES = {'l': 8, 'L': 8}
_cache = {}


def _float_bits(value, size, exponent_bits, fraction_bits):
    """The bits of a float, rounded to the nearest that there is, or to the even one."""
    sign = 1 if math.copysign(1.0, value) < 0 else 0
    most = (1 << exponent_bits) - 1
    bias = most >> 1
    if value != value:
        return sign << (8 * size - 1) | most << fraction_bits | 1 << (fraction_bits - 1)
    if value in (math.inf, -math.inf):
        return sign << (8 * size - 1) | most << fraction_bits
    if value == 0:
        return sign << (8 * size - 1)
    mantissa, exponent = math.frexp(abs(value))
    number = int(mantissa * (1 << 53))  # of 53 bits
    exponent += bias - 1
    drop = 52 - fraction_bits
    if exponent <= 0:
        drop += 1 - exponent
        exponent = 0
    kept = number >> drop if drop < 64 else 0
    rest = number - (kept << drop)
    half = 1 << drop >> 1
    if drop and (rest > half or rest == half and kept & 1):
        kept += 1
    bits = kept if exponent == 0 else ((exponent - 1) << fraction_bits) + kept
    if bits >= most << fraction_bits:
        raise OverflowError(f'float too large to pack with {"ef"[size > 2]} format')
    return sign << (8 * size - 1) | bits


def _float_of(bits, size, exponent_bits, fraction_bits):
    most = (1 << exponent_bits) - 1
    sign = -1.0 if bits >> (8 * size - 1) else 1.0
    exponent = bits >> fraction_bits & most
    fraction = bits & (1 << fraction_bits) - 1
    if exponent == most:
        return math.nan if fraction else sign * math.inf
    if not exponent:
        return sign * math.ldexp(fraction, 2 - (most >> 1) - 1 - fraction_bits)
    return sign * math.ldexp(fraction + (1 << fraction_bits), exponent - (most >> 1) - fraction_bits)


def _parsed(form):
    """(order, size of all, parts): a part is (letter, count, where it begins, size of one)."""
    known = _cache.get(form)
    if known is not None:
        return known
    text = form.decode() if isinstance(form, (bytes, bytearray)) else form
    if not isinstance(text, str):
        raise TypeError(
            f'Struct() argument 1 must be a str or bytes object, not {type(form).__name__}'
        )
    order, native, at = 'little', True, 0
    if text and text[0] in '@=<>!':
        native = text[0] == '@'
        order = 'big' if text[0] in '>!' else 'little'
        at = 1
    place, parts = 0, []
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        count = None
        begin = at
        while at < len(text) and text[at].isdigit():
            at += 1
        if at > begin:
            count = int(text[begin:at])
            if at == len(text):
                raise error('repeat count given without format specifier')
        letter = text[at]
        at += 1
        if letter in _INTEGERS and (native or letter not in 'nNP'):
            size = _NATIVE_SIZES.get(letter) if native else None
            size = size or _INTEGERS[letter][0]
        elif letter in _FLOATS:
            size = _FLOATS[letter][0]
        elif letter in 'xcspP?' and letter != 'P':
            size = 1
        else:
            raise error('bad char in struct format')
        if native and size > 1:
            place += -place % size
        number = 1 if count is None else count
        parts.append((letter, number, place, size))
        place += number * size
    if len(_cache) > 100:
        _cache.clear()
    _cache[form] = found = (order, place, parts)
    return found


def calcsize(format, /):
    """The number of bytes of a form."""
    return _parsed(format)[1]


def _count(parts):
    return sum(
        0 if letter == 'x' else 1 if letter in 'sp' else count for letter, count, _, _ in parts
    )


def _integer(letter, value, size, order):
    if not hasattr(value, '__index__'):
        raise error('required argument is not an integer')
    value = value.__index__()
    signed = _INTEGERS[letter][1]
    low = -(1 << 8 * size - 1) if signed else 0
    high = (1 << 8 * size - (1 if signed else 0)) - 1
    if not low <= value <= high:
        if size == 8:
            raise error('argument out of range')
        if letter in 'bB':
            raise error(f'{"byte" if signed else "ubyte"} format requires {low} <= number <= {high}')
        if letter in 'hH':
            raise error(f'{"short" if signed else "ushort"} format requires {low} <= number <= {high}')
        raise error(f"'{letter}' format requires {low} <= number <= {high}")
    return value.to_bytes(size, order, signed=signed)


def pack(format, /, *values):
    """The bytes of values."""
    order, total, parts = _parsed(format)
    wanted = _count(parts)
    if len(values) != wanted:
        raise error(f'pack expected {wanted} items for packing (got {len(values)})')
    found, at, given = [], 0, iter(values)
    for letter, count, place, size in parts:
        found.append(b'\0' * (place - at))
        at = place + count * size
        if letter == 'x':
            found.append(b'\0' * count)
        elif letter in 'sp':
            value = next(given)
            if not isinstance(value, (bytes, bytearray)):
                raise error(f"argument for '{letter}' must be a bytes object")
            value = bytes(value)
            if letter == 'p':
                value = value[:min(count - 1, 255)] if count else b''
                value = (bytes([len(value)]) + value) if count else b''
            value = value[:count]
            found.append(value + b'\0' * (count - len(value)))
        else:
            for _ in range(count):
                value = next(given)
                if letter == 'c':
                    if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
                        raise error('char format requires a bytes object of length 1')
                    found.append(bytes(value))
                elif letter == '?':
                    found.append(b'\1' if value else b'\0')
                elif letter in _FLOATS:
                    if not hasattr(value, '__float__') and not hasattr(value, '__index__'):
                        raise error('required argument is not a float')
                    bits = _float_bits(float(value), *_FLOATS[letter])
                    found.append(bits.to_bytes(size, order))
                else:
                    found.append(_integer(letter, value, size, order))
    found.append(b'\0' * (total - at))
    return b''.join(found)


def _values(parsed, data, begin):
    order, _, parts = parsed
    found = []
    for letter, count, place, size in parts:
        place += begin
        if letter == 'x':
            continue
        if letter == 's':
            found.append(data[place:place + count])
        elif letter == 'p':
            size = data[place] if count else 0
            found.append(data[place + 1:place + 1 + min(size, max(0, count - 1))])
        else:
            for _ in range(count):
                one = data[place:place + size]
                place += size
                if letter == 'c':
                    found.append(one)
                elif letter == '?':
                    found.append(one != b'\0')
                elif letter in _FLOATS:
                    found.append(_float_of(int.from_bytes(one, order), *_FLOATS[letter]))
                else:
                    found.append(int.from_bytes(one, order, signed=_INTEGERS[letter][1]))
    return tuple(found)


def unpack(format, buffer, /):
    """The values of bytes, which are as many as the form has."""
    parsed = _parsed(format)
    data = bytes(buffer)
    if len(data) != parsed[1]:
        raise error(f'unpack requires a buffer of {parsed[1]} bytes')
    return _values(parsed, data, 0)


def unpack_from(format, /, buffer, offset=0):
    """The values of bytes from a place on."""
    parsed = _parsed(format)
    data = bytes(buffer)
    if offset < 0:
        if offset + len(data) < 0:
            raise error(f'offset {offset} out of range for {len(data)}-byte buffer')
        offset += len(data)
    if len(data) - offset < parsed[1]:
        raise error(
            f'unpack_from requires a buffer of at least {offset + parsed[1]} bytes for unpacking '
            f'{parsed[1]} bytes at offset {offset} (actual buffer size is {len(data)})'
        )
    return _values(parsed, data, offset)


def iter_unpack(format, buffer, /):
    """The values of bytes, so many at a time."""
    parsed = _parsed(format)
    data = bytes(buffer)
    size = parsed[1]
    if not size:
        raise error('cannot iteratively unpack with a struct of length 0')
    if len(data) % size:
        raise error(f'iterative unpacking requires a buffer of a multiple of {size} bytes')
    return (_values(parsed, data, begin) for begin in range(0, len(data), size))


def pack_into(format, buffer, offset, /, *values):
    """Write the bytes of values into a bytearray."""
    data = pack(format, *values)
    if offset < 0:
        offset += len(buffer)
    if offset < 0 or len(buffer) - offset < len(data):
        raise error(
            f'pack_into requires a buffer of at least {offset + len(data)} bytes for packing '
            f'{len(data)} bytes at offset {offset} (actual buffer size is {len(buffer)})'
        )
    buffer[offset:offset + len(data)] = data


class Struct:
    """A form that is used again and again."""

    def __init__(self, format):
        self.size = calcsize(format)
        self.format = format if isinstance(format, str) else format.decode()

    def pack(self, *values):
        return pack(self.format, *values)

    def pack_into(self, buffer, offset, *values):
        pack_into(self.format, buffer, offset, *values)

    def unpack(self, buffer, /):
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        return unpack_from(self.format, buffer, offset)

    def iter_unpack(self, buffer, /):
        return iter_unpack(self.format, buffer)
