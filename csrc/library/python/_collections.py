"""deque and defaultdict: the part of collections that CPython has in C."""

_NOTHING = object()


class deque:
    """A list that is as fast at its begin as at its end.

    Items lie in a list, at whose begin there may be room: places that were left by items which
    were taken, or made for those to come.
    """

    __hash__ = None

    def __init__(self, iterable=(), maxlen=None):
        if maxlen is not None:
            if not hasattr(maxlen, '__index__'):
                raise TypeError('an integer is required')
            maxlen = maxlen.__index__()
            if maxlen < 0:
                raise ValueError('maxlen must be non-negative')
        self._maxlen = maxlen
        self._first = 0
        self._changes = 0
        items = list(iterable)
        if maxlen is not None and len(items) > maxlen:
            del items[:len(items) - maxlen]
        self._items = items

    @property
    def maxlen(self):
        """How many items there can be, or None."""
        return self._maxlen

    def append(self, x, /):
        """Add an item at the end."""
        self._items.append(x)
        self._changes += 1
        if self._maxlen is not None and len(self._items) - self._first > self._maxlen:
            self.popleft()

    def appendleft(self, x, /):
        """Add an item at the begin."""
        first = self._first
        if not first:
            first = len(self._items) + 8
            self._items[:0] = [None] * first
        first -= 1
        self._items[first] = x
        self._first = first
        self._changes += 1
        if self._maxlen is not None and len(self._items) - first > self._maxlen:
            self.pop()

    def pop(self):
        """Take the last item."""
        if len(self._items) == self._first:
            raise IndexError('pop from an empty deque')
        self._changes += 1
        return self._items.pop()

    def popleft(self):
        """Take the first item."""
        first, items = self._first, self._items
        if len(items) == first:
            raise IndexError('pop from an empty deque')
        x = items[first]
        items[first] = None
        first += 1
        self._changes += 1
        if first > 32 and first * 2 > len(items):
            del items[:first]
            first = 0
        self._first = first
        return x

    def extend(self, iterable, /):
        """Add items at the end."""
        if iterable is self:
            iterable = list(self)
        if self._maxlen is None:
            self._items.extend(iterable)
            self._changes += 1
        else:
            for x in iterable:
                self.append(x)

    def extendleft(self, iterable, /):
        """Add items at the begin, one after the other."""
        if iterable is self:
            iterable = list(self)
        for x in iterable:
            self.appendleft(x)

    def clear(self):
        """Take all items."""
        self._items = []
        self._first = 0
        self._changes += 1

    def copy(self):
        """A deque of the same items."""
        return type(self)(self, self._maxlen)

    __copy__ = copy

    def __reduce__(self):
        return type(self), ((), self._maxlen) if self._maxlen is not None else (), None, iter(self)

    def count(self, x, /):
        """How often an item is there."""
        return self._plain().count(x)

    def index(self, x, start=0, stop=_NOTHING, /):
        """The place of an item."""
        items = self._plain()
        size = len(items)
        stop = size if stop is _NOTHING else stop
        for i in range(*slice(start, stop).indices(size)):
            if items[i] is x or items[i] == x:
                return i
        raise ValueError(f'{x!r} is not in deque')

    def insert(self, i, x, /):
        """Add an item before a place."""
        size = len(self)
        if self._maxlen is not None and size >= self._maxlen:
            raise IndexError('deque already at its maximum size')
        if i < 0:
            i = max(0, i + size)
        self._items.insert(self._first + min(i, size), x)
        self._changes += 1

    def remove(self, x, /):
        """Take the first item that equals."""
        items = self._items
        for i in range(self._first, len(items)):
            if items[i] is x or items[i] == x:
                if items is not self._items:
                    raise IndexError('deque mutated during remove().')
                del items[i]
                self._changes += 1
                return
        raise ValueError(f'{x!r} is not in deque')

    def reverse(self):
        """Turn the order round."""
        self._items = self._plain()[::-1]
        self._first = 0
        self._changes += 1

    def rotate(self, n=1, /):
        """Move items from the end to the begin."""
        size = len(self)
        if size > 1:
            n %= size
            if n == 1:
                self.appendleft(self._items.pop())
            elif n:
                items = self._plain()
                self._items = items[-n:] + items[:-n]
                self._first = 0
                self._changes += 1

    def _plain(self):
        return self._items[self._first:] if self._first else self._items

    def __len__(self):
        return len(self._items) - self._first

    def __bool__(self):
        return len(self._items) > self._first

    def __iter__(self):
        changes, at = self._changes, self._first
        items = self._items
        while at < len(items):
            yield items[at]
            if self._changes != changes:
                raise RuntimeError('deque mutated during iteration')
            at += 1

    def __reversed__(self):
        changes, at = self._changes, len(self._items)
        items = self._items
        while at > self._first:
            at -= 1
            yield items[at]
            if self._changes != changes:
                raise RuntimeError('deque mutated during iteration')

    def __contains__(self, x):
        return x in self._plain()

    def _place(self, i):
        if not hasattr(i, '__index__'):
            raise TypeError(
                f"sequence index must be integer, not '{type(i).__name__}'"
            )
        i = i.__index__()
        size = len(self._items) - self._first
        if not -size <= i < size:
            raise IndexError('deque index out of range')
        return i if i < 0 else self._first + i

    def __getitem__(self, i):
        return self._items[self._place(i)]

    def __setitem__(self, i, x):
        self._items[self._place(i)] = x

    def __delitem__(self, i):
        del self._items[self._place(i)]
        self._changes += 1

    def __add__(self, other):
        if not isinstance(other, deque):
            raise TypeError(
                f'can only concatenate deque (not "{type(other).__name__}") to deque'
            )
        made = self.copy()
        made.extend(other)
        return made

    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, n):
        return type(self)(self._plain() * n, self._maxlen)

    __rmul__ = __mul__

    def __imul__(self, n):
        items = self._plain() * n
        if self._maxlen is not None and len(items) > self._maxlen:
            del items[:len(items) - self._maxlen]
        self._items, self._first = items, 0
        self._changes += 1
        return self

    def __eq__(self, other):
        return self._plain() == other._plain() if isinstance(other, deque) else NotImplemented

    def __lt__(self, other):
        return self._plain() < other._plain() if isinstance(other, deque) else NotImplemented

    def __le__(self, other):
        return self._plain() <= other._plain() if isinstance(other, deque) else NotImplemented

    def __gt__(self, other):
        return self._plain() > other._plain() if isinstance(other, deque) else NotImplemented

    def __ge__(self, other):
        return self._plain() >= other._plain() if isinstance(other, deque) else NotImplemented

    _shown = []

    def __repr__(self):
        if any(one is self for one in deque._shown):
            return '[...]'
        deque._shown.append(self)
        try:
            items = repr(list(self))
        finally:
            deque._shown.pop()
        if self._maxlen is None:
            return f'{type(self).__name__}({items})'
        return f'{type(self).__name__}({items}, maxlen={self._maxlen})'

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


class defaultdict(dict):
    """A dict that makes what is missing."""

    def __init__(self, default_factory=None, /, *arguments, **named):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        self.default_factory = default_factory
        super().__init__(*arguments, **named)

    def __missing__(self, key):
        if self.default_factory is None:
            raise KeyError(key)
        self[key] = value = self.default_factory()
        return value

    def __repr__(self):
        return f'{type(self).__name__}({self.default_factory!r}, {dict.__repr__(self)})'

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __reduce__(self):
        arguments = () if self.default_factory is None else (self.default_factory,)
        return type(self), arguments, None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.copy()
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = type(self)(self.default_factory, other)
        made.update(self)
        return made

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


def _count_elements(mapping, iterable):
    """Count each item of an iterable in a mapping."""
    get = mapping.get
    for item in iterable:
        mapping[item] = get(item, 0) + 1
