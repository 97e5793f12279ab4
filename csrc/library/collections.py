# Containers beyond the builtin ones.

class Counter(dict):
    def __init__(self, counted=None):
        super().__init__()
        if counted is not None:
            self.update(counted)

    def __missing__(self, key):
        return 0

    def update(self, counted=None):
        self._count(counted, 1)

    def subtract(self, counted=None):
        self._count(counted, -1)

    def _count(self, counted, sign):
        if counted is None:
            return
        if isinstance(counted, dict):
            for key in counted:
                self[key] = self[key] + sign * counted[key]
        else:
            for key in counted:
                self[key] = self[key] + sign

    def most_common(self, n=None):
        items = sorted(self.items(), key=lambda item: -item[1])
        return items if n is None else items[:0 if n < 0 else n]

    def elements(self):
        for key in self:
            for _ in range(self[key]):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    # What is left of the counts that are positive.
    def _positive(self, pairs):
        result = Counter()
        for key, count in pairs:
            if count > 0:
                result[key] = count
        return result

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._positive([(k, self[k] + other[k]) for k in _keys(self, other)])

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._positive([(k, self[k] - other[k]) for k in _keys(self, other)])

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._positive([(k, min(self[k], other[k])) for k in self])

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self._positive([(k, max(self[k], other[k])) for k in _keys(self, other)])

    # As in CPython, a key that is missing counts 0.
    def __eq__(self, other):
        if not isinstance(other, Counter):
            return super().__eq__(other)
        for key in _keys(self, other):
            if self[key] != other[key]:
                return False
        return True

    def __ne__(self, other):
        equal = self.__eq__(other)
        return NotImplemented if equal is NotImplemented else not equal

    def __repr__(self):
        if len(self) == 0:
            return 'Counter()'
        items = [f'{key!r}: {count!r}' for key, count in self.most_common()]
        return 'Counter({' + ', '.join(items) + '})'

def _keys(a, b):
    keys = list(a.keys())
    for key in b:
        if key not in a:
            keys.append(key)
    return keys

class defaultdict(dict):
    def __init__(self, default_factory=None, items=None):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        super().__init__()
        self.default_factory = default_factory
        if isinstance(items, dict):
            self.update(items)
        elif items is not None:
            for key, value in items:
                self[key] = value

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        value = self.default_factory()
        self[key] = value
        return value

    def __repr__(self):
        return f'defaultdict({self.default_factory!r}, {super().__repr__()})'

    def copy(self):
        return defaultdict(self.default_factory, self)

class deque:
    # A ring: `_size` items of `_data` from `_head` on.
    def __init__(self, iterable='', maxlen=None):
        if maxlen is not None:
            if type(maxlen) is not int:
                raise TypeError('an integer is required')
            if maxlen < 0:
                raise ValueError('maxlen must be non-negative')
        self._maxlen = maxlen
        self._changes = 0
        self._data = [None] * 8
        self._head = 0
        self._size = 0
        self.extend(iterable)

    @property
    def maxlen(self):
        return self._maxlen

    def _grow(self):
        items = self._list()
        items.extend([None] * (len(items) + 8))
        self._data = items
        self._head = 0

    def _list(self):
        end = self._head + self._size
        if end <= len(self._data):
            return self._data[self._head:end]
        return self._data[self._head:] + self._data[:end - len(self._data)]

    def append(self, x):
        if self._size == self._maxlen:
            if self._size == 0:
                return
            self.popleft()
        if self._size == len(self._data):
            self._grow()
        self._data[(self._head + self._size) % len(self._data)] = x
        self._size += 1
        self._changes += 1

    def appendleft(self, x):
        if self._size == self._maxlen:
            if self._size == 0:
                return
            self.pop()
        if self._size == len(self._data):
            self._grow()
        self._head = (self._head - 1) % len(self._data)
        self._data[self._head] = x
        self._size += 1
        self._changes += 1

    def pop(self):
        if self._size == 0:
            raise IndexError('pop from an empty deque')
        self._size -= 1
        self._changes += 1
        at = (self._head + self._size) % len(self._data)
        x = self._data[at]
        self._data[at] = None
        return x

    def popleft(self):
        if self._size == 0:
            raise IndexError('pop from an empty deque')
        x = self._data[self._head]
        self._data[self._head] = None
        self._head = (self._head + 1) % len(self._data)
        self._size -= 1
        self._changes += 1
        return x

    def extend(self, iterable):
        for x in iterable._list() if iterable is self else iterable:
            self.append(x)

    def extendleft(self, iterable):
        for x in iterable._list() if iterable is self else iterable:
            self.appendleft(x)

    def clear(self):
        self._data = [None] * 8
        self._head = 0
        self._size = 0
        self._changes += 1

    def copy(self):
        return deque(self, maxlen=self._maxlen)

    def rotate(self, n=1):
        if self._size > 1:
            n = n % self._size
            items = self._list()
            self._data = items[self._size - n:] + items[:self._size - n]
            self._head = 0
            self._changes += 1

    def reverse(self):
        items = self._list()
        items.reverse()
        self._data = items if items else [None] * 8
        self._head = 0
        self._changes += 1

    def count(self, x):
        return self._list().count(x)

    def index(self, x, start=0, stop=None):
        items = self._list()
        if stop is None:
            stop = len(items)
        for i in _span(start, stop, len(items)):
            if items[i] == x:
                return i
        raise ValueError(f'{x!r} is not in deque')

    def insert(self, i, x):
        if self._size == self._maxlen:
            raise IndexError('deque already at its maximum size')
        items = self._list()
        items.insert(i, x)
        self._replace(items)

    def remove(self, x):
        items = self._list()
        if x not in items:
            raise ValueError('deque.remove(x): x not in deque')
        items.remove(x)
        self._replace(items)

    def _replace(self, items):
        self._size = len(items)
        self._data = items if items else [None] * 8
        self._head = 0
        self._changes += 1

    def _place(self, i):
        if type(i) is not int:
            raise TypeError(f"sequence index must be integer, not '{type(i).__name__}'")
        if i < -self._size or i >= self._size:
            raise IndexError('deque index out of range')
        return (self._head + i % self._size) % len(self._data)

    def __getitem__(self, i):
        return self._data[self._place(i)]

    def __setitem__(self, i, x):
        self._data[self._place(i)] = x

    def __delitem__(self, i):
        self._place(i)
        items = self._list()
        del items[i]
        self._replace(items)

    def __len__(self):
        return self._size

    def __contains__(self, x):
        return x in self._list()

    def __iter__(self):
        changes = self._changes
        for i in range(self._size):
            if changes != self._changes:
                raise RuntimeError('deque mutated during iteration')
            yield self._data[(self._head + i) % len(self._data)]
        if changes != self._changes:
            raise RuntimeError('deque mutated during iteration')

    def __reversed__(self):
        items = self._list()
        items.reverse()
        return iter(items)

    def __add__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        result = self.copy()
        result.extend(other)
        return result

    def __eq__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return self._list() == other._list()

    def __ne__(self, other):
        if not isinstance(other, deque):
            return NotImplemented
        return self._list() != other._list()

    def __repr__(self):
        if self._maxlen is None:
            return f'deque({self._list()!r})'
        return f'deque({self._list()!r}, maxlen={self._maxlen})'

def _span(start, stop, length):
    if start < 0:
        start = max(start + length, 0)
    if stop < 0:
        stop = max(stop + length, 0)
    return range(start, min(stop, length))
