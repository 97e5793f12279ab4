"""Arrays of numbers of one kind."""

__all__ = ['array', 'ArrayType', 'typecodes']

typecodes = 'bBuhHiIlLqQfd'
_SIZES = {'b': 1, 'B': 1, 'u': 4, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 8, 'L': 8, 'q': 8, 'Q': 8,
          'f': 4, 'd': 8}
_NAMES = {'b': 'signed char', 'B': 'unsigned byte integer', 'h': 'signed short integer',
          'H': 'unsigned short', 'i': 'signed integer', 'I': 'unsigned int', 'l': 'signed long',
          'L': 'unsigned long', 'q': 'long', 'Q': 'unsigned long'}


def _checked(code, value):
    """The value as an array of this kind keeps it."""
    if code == 'u':
        if not isinstance(value, str) or len(value) != 1:
            raise TypeError('array item must be a unicode character, not ' + type(value).__name__)
        return value
    if code in 'fd':
        if not hasattr(value, '__float__') and not hasattr(value, '__index__'):
            raise TypeError(f'must be real number, not {type(value).__name__}')
        value = float(value)
        if code == 'f' and value == value and value not in (float('inf'), float('-inf')):
            import struct
            value = struct.unpack('f', struct.pack('f', value))[0]
        return value
    if not hasattr(value, '__index__'):
        if isinstance(value, float):
            raise TypeError("'float' object cannot be interpreted as an integer")
        raise TypeError(f'{type(value).__name__!r} object cannot be interpreted as an integer')
    value = value.__index__()
    bits = 8 * _SIZES[code]
    low, high = (0, (1 << bits) - 1) if code.isupper() else (-(1 << bits - 1), (1 << bits - 1) - 1)
    if value > high:
        raise OverflowError(f'{_NAMES[code]} is greater than maximum')
    if value < low:
        raise OverflowError(f'{_NAMES[code]} is less than minimum')
    return value


class array:
    """A list of numbers that are all of one kind, which a letter says."""

    __hash__ = None

    def __init__(self, typecode, initializer=(), /):
        if not isinstance(typecode, str) or len(typecode) != 1:
            raise TypeError('array() argument 1 must be a unicode character, not '
                            + type(typecode).__name__)
        if typecode not in _SIZES:
            raise ValueError(
                'bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)'
            )
        self.typecode = typecode
        self.itemsize = _SIZES[typecode]
        self._items = []
        if isinstance(initializer, (bytes, bytearray)):
            self.frombytes(initializer)
        elif isinstance(initializer, str) and typecode != 'u':
            raise TypeError(
                f'cannot use a str to initialize an array with typecode {typecode!r}'
            )
        else:
            self.extend(initializer)

    def _same(self, items):
        made = array(self.typecode)
        made._items = items
        return made

    def append(self, x, /):
        self._items.append(_checked(self.typecode, x))

    def insert(self, i, x, /):
        self._items.insert(i, _checked(self.typecode, x))

    def extend(self, iterable, /):
        if isinstance(iterable, array):
            if iterable.typecode != self.typecode:
                raise TypeError('can only extend with array of same kind')
            self._items.extend(iterable._items)
        else:
            code = self.typecode
            for item in iterable:
                self._items.append(_checked(code, item))

    def fromlist(self, list, /):
        self._items.extend([_checked(self.typecode, item) for item in list])

    def fromunicode(self, ustr, /):
        if self.typecode != 'u':
            raise ValueError('fromunicode() may only be called on unicode type arrays')
        self._items.extend(ustr)

    def frombytes(self, buffer, /):
        data = bytes(buffer)
        if len(data) % self.itemsize:
            raise ValueError('bytes length not a multiple of item size')
        import struct
        count = len(data) // self.itemsize
        code = {'u': 'I', 'l': 'q', 'L': 'Q'}.get(self.typecode, self.typecode)
        values = struct.unpack(f'={count}{code}', data)
        self._items.extend(map(chr, values) if self.typecode == 'u' else values)

    fromstring = frombytes

    def tobytes(self):
        import struct
        code = {'u': 'I', 'l': 'q', 'L': 'Q'}.get(self.typecode, self.typecode)
        items = map(ord, self._items) if self.typecode == 'u' else self._items
        return struct.pack(f'={len(self._items)}{code}', *items)

    def tolist(self):
        return list(self._items)

    def tounicode(self):
        if self.typecode != 'u':
            raise ValueError('tounicode() may only be called on unicode type arrays')
        return ''.join(self._items)

    def buffer_info(self):
        return (0, len(self._items))

    def byteswap(self):
        size, data = self.itemsize, self.tobytes()
        swapped = b''.join(data[at:at + size][::-1] for at in range(0, len(data), size))
        self._items = []
        self.frombytes(swapped)

    def count(self, x, /):
        return self._items.count(x)

    def index(self, x, start=0, stop=None, /):
        items = self._items
        for at in range(*slice(start, stop).indices(len(items))):
            if items[at] == x:
                return at
        raise ValueError('array.index(x): x not in array')

    def pop(self, i=-1, /):
        if not self._items:
            raise IndexError('pop from empty array')
        if not -len(self._items) <= i < len(self._items):
            raise IndexError('pop index out of range')
        return self._items.pop(i)

    def remove(self, x, /):
        if x not in self._items:
            raise ValueError('array.remove(x): x not in array')
        self._items.remove(x)

    def reverse(self):
        self._items.reverse()

    def __len__(self):
        return len(self._items)

    def __iter__(self):
        return iter(self._items)

    def __reversed__(self):
        return reversed(self._items)

    def __contains__(self, item):
        return item in self._items

    def __getitem__(self, index):
        if isinstance(index, slice):
            return self._same(self._items[index])
        if not hasattr(index, '__index__'):
            raise TypeError('array indices must be integers')
        try:
            return self._items[index]
        except IndexError:
            raise IndexError('array index out of range') from None

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            if not isinstance(value, array):
                raise TypeError(f'can only assign array (not "{type(value).__name__}") to array slice')
            if value.typecode != self.typecode:
                raise TypeError('bad argument type for built-in operation')
            self._items[index] = value._items
            return
        if not hasattr(index, '__index__'):
            raise TypeError('array indices must be integers')
        value = _checked(self.typecode, value)
        try:
            self._items[index] = value
        except IndexError:
            raise IndexError('array assignment index out of range') from None

    def __delitem__(self, index):
        try:
            del self._items[index]
        except IndexError:
            raise IndexError('array assignment index out of range') from None

    def __add__(self, other):
        if not isinstance(other, array):
            raise TypeError(
                f'can only append array (not "{type(other).__name__}") to array'
            )
        if other.typecode != self.typecode:
            raise TypeError('bad argument type for built-in operation')
        return self._same(self._items + other._items)

    def __iadd__(self, other):
        if not isinstance(other, array):
            raise TypeError(f'can only extend with array (not "{type(other).__name__}")')
        self.extend(other)
        return self

    def __mul__(self, count):
        return self._same(self._items * count)

    __rmul__ = __mul__

    def __imul__(self, count):
        self._items *= count
        return self

    def __eq__(self, other):
        return self._items == other._items if isinstance(other, array) else NotImplemented

    def __lt__(self, other):
        return self._items < other._items if isinstance(other, array) else NotImplemented

    def __le__(self, other):
        return self._items <= other._items if isinstance(other, array) else NotImplemented

    def __gt__(self, other):
        return self._items > other._items if isinstance(other, array) else NotImplemented

    def __ge__(self, other):
        return self._items >= other._items if isinstance(other, array) else NotImplemented

    def __copy__(self):
        return self._same(list(self._items))

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __repr__(self):
        if not self._items:
            return f'array({self.typecode!r})'
        if self.typecode == 'u':
            return f'array({self.typecode!r}, {self.tounicode()!r})'
        return f'array({self.typecode!r}, {self._items!r})'


ArrayType = array
