# Builtins that are written in Python.  They are compiled into every VM, so they are short.

def all(iterable):
    for item in iterable:
        if not item:
            return False
    return True

def any(iterable):
    for item in iterable:
        if item:
            return True
    return False

def enumerate(iterable, start=0):
    for item in iterable:
        yield start, item
        start += 1

def __least(name, args, key, default, before):
    # The first that no other is before.
    if len(args) == 0:
        raise TypeError(f'{name} expected at least 1 argument, got 0')
    if len(args) == 1:
        args = args[0]
    elif default is not ...:
        raise TypeError(f'Cannot specify a default for {name}() with multiple positional arguments')
    found = False
    best = None
    result = None
    for item in args:
        rank = item if key is None else key(item)
        if not found or before(rank, best):
            found, best, result = True, rank, item
    if found:
        return result
    if default is ...:
        raise ValueError(f'{name}() iterable argument is empty')
    return default

def min(*args, key=None, default=...):
    if len(args) == 2 and key is None and default is ...:
        return args[1] if args[1] < args[0] else args[0]
    return __least('min', args, key, default, lambda a, b: a < b)

def max(*args, key=None, default=...):
    if len(args) == 2 and key is None and default is ...:
        return args[1] if args[1] > args[0] else args[0]
    return __least('max', args, key, default, lambda a, b: a > b)

def sum(iterable, start=0):
    if type(start) is str or type(start) is bytes:
        raise TypeError(f"sum() can't sum {type(start).__name__} [use ''.join(seq) instead]")
    for item in iterable:
        start = start + item
    return start

def map(f, iterable, *iterables):
    if iterables:
        for items in zip(iterable, *iterables):
            yield f(*items)
    else:
        for item in iterable:
            yield f(item)

def filter(f, iterable):
    for item in iterable:
        if item if f is None else f(item):
            yield item

class zip:
    def __init__(self, *iterables):
        self.iterators = [iter(iterable) for iterable in iterables]

    def __iter__(self):
        return self

    def __next__(self):
        if not self.iterators:
            raise StopIteration
        items = []
        for iterator in self.iterators:
            items.append(next(iterator))
        return tuple(items)

def reversed(sequence):
    if type(sequence) in (set, zip) or type(sequence) is type(__nothing()):
        raise TypeError(f"'{type(sequence).__name__}' object is not reversible")
    if hasattr(sequence, '__reversed__'):
        return sequence.__reversed__()
    items = list(sequence)
    items.reverse()
    return iter(items)

def __nothing():
    yield

def sorted(iterable, key=None, reverse=False):
    items = list(iterable)
    items.sort(key=key, reverse=reverse)
    return items

def help(obj):
    if hasattr(obj, '__func__'):
        obj = obj.__func__
    if obj.__doc__:
        print(obj.__doc__)

def complex(real=0, imag=0):
    import cmath
    return cmath.complex(real, imag)

def dir(obj):
    if isinstance(obj, type(__import__('math'))):
        return [name for name, _ in obj.__dict__.items()]
    names = {}
    cls = obj
    if not isinstance(obj, type):
        cls = type(obj)
        if obj.__dict__ is not None:
            for name, _ in obj.__dict__.items():
                names[name] = None
    while cls is not None:
        for name, _ in cls.__dict__.items():
            names[name] = None
        cls = cls.__base__
    return sorted(names.keys())

class set:
    # The engine reads the items from `_a`, a dict whose values do not matter.
    def __init__(self, iterable=''):
        self._a = {}
        for item in iterable:
            self._a[item] = None

    def add(self, item):
        self._a[item] = None

    def discard(self, item):
        self._a.pop(item, None)

    def remove(self, item):
        del self._a[item]

    def clear(self):
        self._a.clear()

    def copy(self):
        return set(self._a)

    def update(self, *others):
        for other in others:
            for item in other:
                self._a[item] = None

    def union(self, *others):
        result = set(self._a)
        result.update(*others)
        return result

    def intersection(self, *others):
        result = set(self._a)
        for other in others:
            result = result & __as_set(other)
        return result

    def difference(self, *others):
        result = set(self._a)
        for other in others:
            result = result - __as_set(other)
        return result

    def symmetric_difference(self, other):
        return self ^ __as_set(other)

    def isdisjoint(self, other):
        for item in other:
            if item in self._a:
                return False
        return True

    def issubset(self, other):
        return self <= __as_set(other)

    def issuperset(self, other):
        return __as_set(other) <= self

    def __and__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        items = other._a
        return {item for item in self._a if item in items}

    def __sub__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        items = other._a
        return {item for item in self._a if item not in items}

    def __or__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        return self.union(other)

    def __xor__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        return (self - other).union(other - self)

    def __eq__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        return len(self._a) == len(other._a) and self <= other

    def __ne__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        return not (self == other)

    def __le__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        if len(self._a) > len(other._a):
            return False
        items = other._a
        for item in self._a:
            if item not in items:
                return False
        return True

    def __lt__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        return len(self._a) < len(other._a) and self <= other

    def __ge__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        return other <= self

    def __gt__(self, other):
        if not isinstance(other, set):
            return NotImplemented
        return other < self

    def __contains__(self, item):
        return item in self._a

    def __len__(self):
        return len(self._a)

    def __iter__(self):
        return iter(self._a)

    def __repr__(self):
        if not self._a:
            return f'{type(self).__name__}()'
        return '{' + ', '.join([repr(item) for item in self._a]) + '}'

def __as_set(iterable):
    return iterable if isinstance(iterable, set) else set(iterable)
