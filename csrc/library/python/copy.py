"""Copies of objects, shallow and deep.

CPython's copy.py copies what it does not know by way of pickle's methods, which
objects here do not have.  This one copies attributes and slots itself.
"""

__all__ = ['Error', 'copy', 'deepcopy']


class Error(Exception):
    """What cannot be copied."""


error = Error

_NOTHING = object()


def _is_atomic(x):
    """Whether it never changes, or is copied by staying what it is."""
    return (
        x is None or x is ... or x is NotImplemented
        or isinstance(x, type) or callable(x) and not hasattr(x, '__dict__')
        or type(x) in _ATOMIC
    )


def _function():
    yield


_ATOMIC = {
    int, float, bool, complex, str, bytes, range, slice, frozenset, property, object,
    type(_function), type(len), type(_function()), type(_function.__code__),
}


def _slots_of(kind):
    for base in kind.__mro__:
        names = base.__dict__.get('__slots__', ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ('__dict__', '__weakref__'):
                if name.startswith('__') and not name.endswith('__'):
                    name = f'_{base.__name__.lstrip("_")}{name}'
                yield name


def _bare(x):
    """An object of the same class without attributes, and without items."""
    kind = type(x)
    for base in (int, float, str, bytes, tuple, complex, frozenset):
        if isinstance(x, base):
            arguments = getattr(x, '__getnewargs__', None)
            if arguments is not None and '__getnewargs__' not in base.__dict__:
                return kind.__new__(kind, *arguments())
            return base.__new__(kind, x)
    arguments = getattr(kind, '__getnewargs_ex__', None)
    if arguments is not None:
        positional, named = x.__getnewargs_ex__()
        return kind.__new__(kind, *positional, **named)
    arguments = getattr(kind, '__getnewargs__', None)
    if arguments is not None:
        return kind.__new__(kind, *x.__getnewargs__())
    if isinstance(x, BaseException):
        made = kind.__new__(kind, *x.args)
        made.args = x.args
        return made
    return kind.__new__(kind)


def _state_of(x):
    """Its attributes by name, or what its __getstate__() says."""
    own = getattr(type(x), '__getstate__', None)
    if own is not None and own is not getattr(object, '__getstate__', None):
        return x.__getstate__()
    state = dict(getattr(x, '__dict__', ()))
    for name in _slots_of(type(x)):
        value = getattr(x, name, _NOTHING)
        if value is not _NOTHING:
            state[name] = value
    return state


def _set_state(y, state):
    if hasattr(y, '__setstate__'):
        y.__setstate__(state)
    elif isinstance(state, dict):
        attributes = getattr(y, '__dict__', None)
        for name, value in state.items():
            if attributes is not None:
                attributes[name] = value
            else:
                object.__setattr__(y, name, value)


def _rebuilt(x, reduced, deep, memo):
    """The object that __reduce__() describes."""
    if isinstance(reduced, str):
        return x
    function, arguments, state, items, pairs = (tuple(reduced) + (None,) * 5)[:5]
    if deep:
        arguments = tuple(deepcopy(one, memo) for one in arguments)
    y = function(*arguments)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if isinstance(state, tuple) and len(state) == 2 and not hasattr(y, '__setstate__'):
            first, second = state
            for part in (first, second):
                if part:
                    _set_state(y, part)
        else:
            _set_state(y, state)
    for item in items or ():
        y.append(deepcopy(item, memo) if deep else item)
    for key, value in pairs or ():
        if deep:
            key, value = deepcopy(key, memo), deepcopy(value, memo)
        y[key] = value
    return y


def _reduced(x):
    """What the class itself says of how it is copied; None if it says nothing."""
    from copyreg import dispatch_table
    kind = type(x)
    if kind in dispatch_table:
        return dispatch_table[kind](x)
    for base in kind.__mro__:
        if base is object:
            return None
        if '__reduce_ex__' in base.__dict__:
            return x.__reduce_ex__(4)
        if '__reduce__' in base.__dict__:
            return x.__reduce__()
    return None


def copy(x):
    """A copy of an object, which holds the same objects."""
    kind = type(x)
    if kind in (list, dict, set):
        return x.copy()
    if kind is tuple or _is_atomic(x):
        return x
    own = getattr(kind, '__copy__', None)
    if own is not None:
        return own(x)
    reduced = _reduced(x)
    if reduced is not None:
        return _rebuilt(x, reduced, False, None)
    y = _bare(x)
    _fill(x, y)
    _set_state(y, _state_of(x))
    return y


def _fill(x, y):
    """Give a copy the items of a container."""
    if isinstance(x, list):
        y.extend(list.__iter__(x))
    elif isinstance(x, dict):
        for key in list(dict.keys(x)):
            dict.__setitem__(y, key, dict.__getitem__(x, key))
    elif isinstance(x, set):
        y.update(x)


def deepcopy(x, memo=None, _nil=[]):
    """A copy of an object, which holds copies of what it holds."""
    if memo is None:
        memo = {}
    known = memo.get(id(x), _NOTHING)
    if known is not _NOTHING:
        return known
    kind = type(x)
    if _is_atomic(x):
        return x
    if kind is list:
        memo[id(x)] = y = []
        for item in x:
            y.append(deepcopy(item, memo))
    elif kind is dict:
        memo[id(x)] = y = {}
        for key, value in x.items():
            y[deepcopy(key, memo)] = deepcopy(value, memo)
    elif kind is tuple:
        y = [deepcopy(item, memo) for item in x]
        known = memo.get(id(x), _NOTHING)  # a list in it may have led back here
        if known is not _NOTHING:
            return known
        y = x if all(one is other for one, other in zip(x, y)) else tuple(y)
    elif kind is set:
        y = {deepcopy(item, memo) for item in x}
    else:
        y = _deepcopy_object(x, kind, memo)
    if y is not x:
        memo[id(x)] = y
        # It has to live as long as the copies are made: another could get its id.
        memo.setdefault(id(memo), []).append(x)
    return y


def _deepcopy_object(x, kind, memo):
    own = getattr(kind, '__deepcopy__', None)
    if own is not None:
        return own(x, memo)
    if hasattr(x, '__func__') and hasattr(x, '__self__'):
        return kind(x.__func__, deepcopy(x.__self__, memo))
    reduced = _reduced(x)
    if reduced is not None:
        return _rebuilt(x, reduced, True, memo)
    if isinstance(x, tuple):
        parts = [deepcopy(item, memo) for item in tuple.__iter__(x)]
        y = tuple.__new__(kind, parts)
    else:
        y = _bare(x)
    memo[id(x)] = y
    if isinstance(x, list):
        for item in list.__iter__(x):
            list.append(y, deepcopy(item, memo))
    elif isinstance(x, dict):
        for key in list(dict.keys(x)):
            dict.__setitem__(y, deepcopy(key, memo), deepcopy(dict.__getitem__(x, key), memo))
    elif isinstance(x, set):
        for item in set.__iter__(x):
            set.add(y, deepcopy(item, memo))
    _set_state(y, deepcopy(_state_of(x), memo))
    return y
