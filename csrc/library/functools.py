# Functions about functions.

def cache(f):
    return lru_cache(None)(f)

def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _remembering(maxsize, 128)
    if maxsize is not None and type(maxsize) is not int:
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    return lambda f: _remembering(f, maxsize)

# Results are kept by positional arguments, and by keyword arguments if there are any; the one
# that was not asked for the longest goes first.
def _remembering(f, maxsize):
    kept = {}
    if maxsize is None:
        def unbounded(*args, **kwargs):
            key = (args, _items(kwargs)) if kwargs else args
            if key in kept:
                return kept[key]
            result = f(*args, **kwargs)
            kept[key] = result
            return result
        return unbounded

    def bounded(*args, **kwargs):
        key = (args, _items(kwargs)) if kwargs else args
        if key in kept:
            result = kept.pop(key)
            kept[key] = result
            return result
        result = f(*args, **kwargs)
        if maxsize > 0:
            if key not in kept and len(kept) >= maxsize:
                kept.pop(next(iter(kept)))
            kept[key] = result
        return result
    return bounded

def _items(kwargs):
    return tuple([(name, kwargs[name]) for name in kwargs])

def reduce(function, iterable, initial=...):
    result = initial
    for item in iterable:
        result = item if result is ... else function(result, item)
    if result is ...:
        raise TypeError('reduce() of empty iterable with no initial value')
    return result

class partial:
    def __init__(self, func, *args, **kwargs):
        if not callable(func):
            raise TypeError('the first argument must be callable')
        self.func = func
        self.args = args
        self.keywords = kwargs

    def __call__(self, *args, **kwargs):
        named = self.keywords.copy()
        named.update(kwargs)
        return self.func(*self.args, *args, **named)
