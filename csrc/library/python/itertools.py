"""Iterators made of iterators.

All but the smallest are generators behind a function that checks its arguments, as generators are
what the engine runs fastest.
"""

import operator as _operator

__all__ = [
    'accumulate', 'chain', 'combinations', 'combinations_with_replacement', 'compress', 'count',
    'cycle', 'dropwhile', 'filterfalse', 'groupby', 'islice', 'pairwise', 'permutations',
    'product', 'repeat', 'starmap', 'takewhile', 'tee', 'zip_longest',
]

_NOTHING = object()


class count:
    """start, start + step, start + 2 * step, ..."""

    __slots__ = ('_at', '_step')

    def __init__(self, start=0, step=1):
        for number in (start, step):
            if not hasattr(number, '__add__') or isinstance(number, (str, list, tuple)):
                raise TypeError('a number is required')
        self._at = start
        self._step = step

    def __iter__(self):
        return self

    def __next__(self):
        at = self._at
        self._at = at + self._step
        return at

    def __repr__(self):
        if self._step == 1 and isinstance(self._step, int):
            return f'count({self._at!r})'
        return f'count({self._at!r}, {self._step!r})'

    def __copy__(self):
        return count(self._at, self._step)


class repeat:
    """The same object, for ever or so many times."""

    __slots__ = ('_object', '_left')

    def __init__(self, object, times=_NOTHING):
        self._object = object
        self._left = None
        if times is not _NOTHING:
            self._left = max(0, _operator.index(times))

    def __iter__(self):
        return self

    def __next__(self):
        if self._left is not None:
            if not self._left:
                raise StopIteration
            self._left -= 1
        return self._object

    def __length_hint__(self):
        if self._left is None:
            raise TypeError('len() of unsized object')
        return self._left

    def __repr__(self):
        if self._left is None:
            return f'repeat({self._object!r})'
        return f'repeat({self._object!r}, {self._left})'


def cycle(iterable, /):
    """The items again and again."""
    return _cycle(iter(iterable))


def _cycle(iterator):
    saved = []
    for item in iterator:
        yield item
        saved.append(item)
    while saved:
        yield from saved


class chain:
    """The items of one iterable after the other's."""

    __slots__ = ('_items',)

    def __init__(self, *iterables):
        self._items = _chained(iterables)

    @classmethod
    def from_iterable(cls, iterable, /):
        made = cls.__new__(cls)
        made._items = _chained(iter(iterable))
        return made

    def __iter__(self):
        return self._items

    def __next__(self):
        return next(self._items)


def _chained(iterables):
    for iterable in iterables:
        yield from iterable


def accumulate(iterable, func=None, *, initial=None):
    """Sums so far, or what a function makes of them."""
    return _accumulate(iter(iterable), func, initial)


def _accumulate(iterator, func, initial):
    total = initial
    if total is None:
        for total in iterator:
            break
        else:
            return
    yield total
    if func is None:
        for item in iterator:
            total = total + item
            yield total
    else:
        for item in iterator:
            total = func(total, item)
            yield total


def compress(data, selectors):
    """The items beside which something true stands."""
    return (item for item, selected in zip(data, selectors) if selected)


def dropwhile(predicate, iterable, /):
    """The items from the first on that does not fulfil a condition."""
    return _dropwhile(predicate, iter(iterable))


def _dropwhile(predicate, iterator):
    for item in iterator:
        if not predicate(item):
            yield item
            break
    yield from iterator


def takewhile(predicate, iterable, /):
    """The items before the first that does not fulfil a condition."""
    return _takewhile(predicate, iter(iterable))


def _takewhile(predicate, iterator):
    for item in iterator:
        if not predicate(item):
            return
        yield item


def filterfalse(function, iterable, /):
    """The items that do not fulfil a condition."""
    iterator = iter(iterable)
    if function is None or function is bool:
        return (item for item in iterator if not item)
    return (item for item in iterator if not function(item))


def starmap(function, iterable, /):
    """What a function gives for each tuple of arguments."""
    return (function(*arguments) for arguments in iter(iterable))


def pairwise(iterable, /):
    """Each item with the next."""
    return _pairwise(iter(iterable))


def _pairwise(iterator):
    for before in iterator:
        break
    else:
        return
    for item in iterator:
        yield before, item
        before = item


def _place(value, what):
    """A bound of islice(): a number that is not negative, or None."""
    if value is None:
        return None
    try:
        number = _operator.index(value)
    except TypeError:
        number = -1
    if number < 0:
        raise ValueError(what)
    return number


def islice(iterable, *bounds):
    """The items that a slice would have."""
    if not 1 <= len(bounds) <= 3:
        if not bounds:
            raise TypeError('islice expected at least 2 arguments, got 1')
        raise TypeError(f'islice expected at most 4 arguments, got {len(bounds) + 1}')
    if len(bounds) == 1:
        start, step = 0, 1
        stop = _place(bounds[0], 'Stop argument for islice() must be None or an integer: '
                                 '0 <= x <= sys.maxsize.')
    else:
        what = 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.'
        start = _place(bounds[0], what) or 0
        stop = _place(bounds[1], what)
        step = 1
        if len(bounds) == 3:
            what = 'Step for islice() must be a positive integer or None.'
            step = _place(bounds[2], what)
            step = 1 if step is None else step
            if not step:
                raise ValueError(what)
    return _islice(iter(iterable), start, stop, step)


def _islice(iterator, start, stop, step):
    at = 0
    if stop is not None and start >= stop:
        while at < start:  # CPython's takes these all the same
            for _ in iterator:
                break
            else:
                return
            at += 1
        return
    for item in iterator:
        if at == start:
            yield item
            start += step
            if stop is not None and start >= stop:
                # CPython reads up to the end of the slice, and no further.
                while at + 1 < stop:
                    for _ in iterator:
                        break
                    else:
                        return
                    at += 1
                return
        at += 1


def zip_longest(*iterables, fillvalue=None):
    """Tuples of items, until the longest is at its end."""
    return _zip_longest([iter(iterable) for iterable in iterables], fillvalue)


def _zip_longest(iterators, fillvalue):
    active = len(iterators)
    while active:
        row = []
        for at, iterator in enumerate(iterators):
            if iterator is None:
                row.append(fillvalue)
                continue
            item = next(iterator, _NOTHING)
            if item is _NOTHING:
                active -= 1
                if not active:
                    return
                iterators[at] = None
                item = fillvalue
            row.append(item)
        yield tuple(row)


def product(*iterables, repeat=1):
    """All tuples of an item of each."""
    repeat = _operator.index(repeat)
    if repeat < 0:
        raise ValueError('repeat argument cannot be negative')
    return _product([tuple(pool) for pool in iterables] * repeat)


def _product(pools):
    count = len(pools)
    if not count:
        yield ()
        return
    if not all(pools):
        return
    if count == 1:
        for one in pools[0]:
            yield (one,)
        return
    if count == 2:
        first, second = pools
        for one in first:
            for other in second:
                yield one, other
        return
    last = pools[-1]
    for front in _product(pools[:-1]):
        for item in last:
            yield front + (item,)


def _length(r):
    r = _operator.index(r)
    if r < 0:
        raise ValueError('r must be non-negative')
    return r


def permutations(iterable, r=None):
    """All tuples of r different items, in every order."""
    pool = tuple(iterable)
    if r is not None and not hasattr(r, '__index__'):
        raise TypeError('Expected int as r')
    return _permutations(pool, len(pool) if r is None else _length(r))


def _permutations(pool, r):
    n = len(pool)
    if r > n:
        return
    indices = list(range(n))
    cycles = list(range(n, n - r, -1))
    yield pool[:r]
    while n:
        for i in range(r - 1, -1, -1):
            cycles[i] -= 1
            if cycles[i] == 0:
                moved = indices.pop(i)
                indices.append(moved)
                cycles[i] = n - i
            else:
                j = n - cycles[i]
                indices[i], indices[j] = indices[j], indices[i]
                yield tuple([pool[k] for k in indices[:r]])
                break
        else:
            return


def combinations(iterable, r):
    """All tuples of r items in their order."""
    return _combinations(tuple(iterable), _length(r))


def _combinations(pool, r):
    n = len(pool)
    if r > n:
        return
    if r == 2:
        for i in range(n):
            one = pool[i]
            for j in range(i + 1, n):
                yield one, pool[j]
        return
    indices = list(range(r))
    yield pool[:r]
    while True:
        for i in range(r - 1, -1, -1):
            if indices[i] != i + n - r:
                break
        else:
            return
        indices[i] += 1
        for j in range(i + 1, r):
            indices[j] = indices[j - 1] + 1
        yield tuple([pool[k] for k in indices])


def combinations_with_replacement(iterable, r):
    """All tuples of r items in their order, each as often as it likes."""
    return _combinations_with_replacement(tuple(iterable), _length(r))


def _combinations_with_replacement(pool, r):
    n = len(pool)
    if not n and r:
        return
    indices = [0] * r
    yield (pool[0],) * r if r else ()
    while True:
        for i in range(r - 1, -1, -1):
            if indices[i] != n - 1:
                break
        else:
            return
        indices[i:] = [indices[i] + 1] * (r - i)
        yield tuple([pool[k] for k in indices])


class groupby:
    """Runs of items that have the same key: (key, their items)."""

    __slots__ = ('_iterator', '_key', '_target', '_current', '_item', '_run')

    def __init__(self, iterable, key=None):
        self._iterator = iter(iterable)
        self._key = key
        self._target = self._current = self._item = _NOTHING
        self._run = None

    def __iter__(self):
        return self

    def __next__(self):
        self._run = object()
        while self._current is self._target or self._current == self._target:
            self._step()
        self._target = self._current
        return self._current, self._group(self._target, self._run)

    def _step(self):
        self._item = next(self._iterator)
        self._current = self._item if self._key is None else self._key(self._item)

    def _group(self, target, run):
        while self._run is run and (self._current is target or self._current == target):
            yield self._item
            try:
                self._step()
            except StopIteration:
                self._current = self._target = _NOTHING
                return


class _Tee:
    """One of several iterators of the same items."""

    __slots__ = ('_iterator', '_link')

    def __init__(self, iterator, link):
        self._iterator = iterator
        self._link = link

    def __iter__(self):
        return self

    def __next__(self):
        link = self._link
        if not link:
            # [item, the next link]: whoever comes first reads it for all.
            link += (next(self._iterator), [])
        item, self._link = link
        return item

    def __copy__(self):
        return _Tee(self._iterator, self._link)


def tee(iterable, n=2, /):
    """Several iterators of the same items."""
    n = _operator.index(n)
    if n < 0:
        raise ValueError('n must be >= 0')
    if not n:
        return ()
    first = iterable if isinstance(iterable, _Tee) else _Tee(iter(iterable), [])
    return (first, *[first.__copy__() for _ in range(n - 1)])
