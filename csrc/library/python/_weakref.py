"""References that do not keep an object alive, and proxies of what they refer to.

The engine looks for objects that are gone where a source speaks of weakref, after each statement, and in
gc.collect(); elsewhere a reference may have its object for a while after nobody else has it.
"""

from _references import ReferenceType, references

ref = ReferenceType

# A proxy's own attributes are where no script looks for its object's.
_get = object.__getattribute__
_set = object.__setattr__


def _object(proxy):
    found = _get(proxy, '_reference')()
    if found is None:
        raise ReferenceError('weakly-referenced object no longer exists')
    return found


def _open(value):
    """A proxy's object, or what is no proxy itself."""
    return _object(value) if type(value) in (ProxyType, CallableProxyType) else value


class ProxyType:
    """An object that does as another."""

    __slots__ = ('_reference', '__weakref__')
    __hash__ = None

    def __getattribute__(self, name):
        return getattr(_object(self), name)

    def __setattr__(self, name, value):
        setattr(_object(self), name, value)

    def __delattr__(self, name):
        delattr(_object(self), name)

    def __str__(self):
        return str(_object(self))

    def __repr__(self):
        found = _get(self, '_reference')()
        kind = type(found).__name__
        return f'<weakproxy at {hex(id(self))} to {kind} at {hex(id(found))}>'

    def __bool__(self):
        return bool(_object(self))

    def __bytes__(self):
        return bytes(_object(self))

    def __len__(self):
        return len(_object(self))

    def __iter__(self):
        return iter(_object(self))

    def __next__(self):
        found = _object(self)
        if not hasattr(type(found), '__next__'):
            raise TypeError(f"Weakref proxy referenced a non-iterator '{type(found).__name__}' object")
        return next(found)

    def __reversed__(self):
        return reversed(_object(self))

    def __getitem__(self, key):
        return _object(self)[_open(key)]

    def __setitem__(self, key, value):
        _object(self)[_open(key)] = value

    def __delitem__(self, key):
        del _object(self)[_open(key)]

    def __contains__(self, item):
        return _open(item) in _object(self)

    def __int__(self):
        return int(_object(self))

    def __float__(self):
        return float(_object(self))

    def __index__(self):
        return _object(self).__index__()

    def __neg__(self):
        return -_object(self)

    def __pos__(self):
        return +_object(self)

    def __abs__(self):
        return abs(_object(self))

    def __invert__(self):
        return ~_object(self)


class CallableProxyType(ProxyType):
    """An object that does as another, which can be called."""

    __slots__ = ()

    def __call__(self, /, *arguments, **named):
        return _object(self)(*arguments, **named)


def _give_operators():
    import operator

    def plain(function):
        return lambda self, other: function(_open(self), _open(other))

    def reflected(function):
        return lambda self, other: function(_open(other), _open(self))

    for name in ('lt', 'le', 'eq', 'ne', 'gt', 'ge'):
        setattr(ProxyType, f'__{name}__', plain(getattr(operator, name)))
    for name in ('add', 'sub', 'mul', 'matmul', 'truediv', 'floordiv', 'mod', 'pow', 'lshift',
                 'rshift', 'and_', 'xor', 'or_'):
        function, bare = getattr(operator, name), name.rstrip('_')
        setattr(ProxyType, f'__{bare}__', plain(function))
        setattr(ProxyType, f'__r{bare}__', reflected(function))
        setattr(ProxyType, f'__i{bare}__', plain(getattr(operator, 'i' + bare)))
    ProxyType.__divmod__ = plain(divmod)
    ProxyType.__rdivmod__ = reflected(divmod)


_give_operators()
for _type, _name in (ProxyType, 'ProxyType'), (CallableProxyType, 'CallableProxyType'):
    _type.__module__, _type.__qualname__ = 'weakref', _name
del _type, _name


def proxy(object, callback=None, /):
    kind = CallableProxyType if callable(object) else ProxyType
    made = kind.__new__(kind)
    if callback is None:
        called = None
    else:
        reference_to_proxy = ref(made)

        def called(_, callback=callback):
            gone = reference_to_proxy()
            if gone is not None:
                callback(gone)

    _set(made, '_reference', ref(object, called))
    return made


def getweakrefcount(object, /):
    return len(references(object))


def getweakrefs(object, /):
    return references(object)


def _remove_dead_weakref(dct, key):
    found = dct.get(key)
    if found is not None and found() is None:
        del dct[key]
