"""What object.__reduce_ex__() and its like do: how an object is made again, for copies.

https://docs.python.org/3.11/library/pickle.html#object.__reduce_ex__
"""

import copyreg

_PLAIN = (int, float, complex, str, bytes, tuple)
_BUILTIN = object.__class__.__module__


def _is_builtin(cls):
    return cls.__module__ == _BUILTIN and '__dict__' not in cls.__dict__ and cls is not object


def _base_of(obj):
    """The builtin type whose __new__ makes such an object; None: object's own."""
    for cls in type(obj).__mro__:
        if cls in _PLAIN:
            return cls
    return None


def getstate(obj):
    """The attributes: those of the __dict__, and those in slots beside them."""
    state = getattr(obj, '__dict__', None) or None
    names = copyreg._slotnames(type(obj))
    slots = {name: getattr(obj, name) for name in names if hasattr(obj, name)}
    return (state, slots) if slots else state


def _by_type(obj, cls):
    """Of types whose contents are arguments; None: it is none of them."""
    if isinstance(obj, (set, frozenset)):
        return (cls, (list(obj),), obj.__getstate__())
    if isinstance(obj, bytearray):
        return (cls, (bytes(obj),), obj.__getstate__())
    if isinstance(obj, BaseException):
        state = obj.__dict__
        return (cls, obj.args, state) if state else (cls, obj.args)
    if isinstance(obj, range):
        return (cls, (obj.start, obj.stop, obj.step))
    if isinstance(obj, slice):
        return (cls, (obj.start, obj.stop, obj.step))
    return None


def _by_new(obj, cls):
    args, kwargs, known = (), {}, True
    if hasattr(cls, '__getnewargs_ex__'):
        args, kwargs = _checked(obj.__getnewargs_ex__())
    elif hasattr(cls, '__getnewargs__'):
        args = obj.__getnewargs__()
        if not isinstance(args, tuple):
            raise TypeError(f'__getnewargs__ should return a tuple, not {type(args).__name__!r}')
    elif (base := _base_of(obj)) is not None:
        args = (base(obj),)
    else:
        known = isinstance(obj, (list, dict))
    if not known and any(_is_builtin(base) for base in cls.__mro__):
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    made = (copyreg.__newobj_ex__, (cls, args, kwargs)) if kwargs else (
        copyreg.__newobj__, (cls, *args))
    return (
        *made,
        obj.__getstate__(),
        iter(obj) if isinstance(obj, list) else None,
        iter(obj.items()) if isinstance(obj, dict) else None,
    )


def _checked(given):
    if not isinstance(given, tuple):
        raise TypeError(
            f'__getnewargs_ex__ should return a tuple, not {type(given).__name__!r}')
    if len(given) != 2:
        raise ValueError(
            f'__getnewargs_ex__ should return a tuple of length 2, not {len(given)}')
    args, kwargs = given
    if not isinstance(args, tuple):
        raise TypeError('first item of the tuple returned by __getnewargs_ex__ must be a tuple, '
                        f'not {type(args).__name__!r}')
    if not isinstance(kwargs, dict):
        raise TypeError('second item of the tuple returned by __getnewargs_ex__ must be a dict, '
                        f'not {type(kwargs).__name__!r}')
    return args, kwargs


def reduce(obj, protocol=0):
    """object.__reduce__(), as far as it does not call one of the object's own."""
    cls = type(obj)
    made = _by_type(obj, cls)
    if made is not None:
        return made
    if protocol >= 2:
        return _by_new(obj, cls)
    return copyreg._reduce_ex(obj, protocol)


def reduce_ex(obj, protocol):
    """object.__reduce_ex__()"""
    if type(obj).__reduce__ is not object.__reduce__ and type(obj).__reduce__ != object.__reduce__:
        return obj.__reduce__()
    return reduce(obj, protocol)
