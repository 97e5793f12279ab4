"""References that do not keep objects alive, as far as that can be had here.

The engine collects garbage when it needs to and tells nobody, so what this module refers to stays
until the reference goes.  Programs that only want not to own an object run as they are; what is to
happen at its death does not happen.
"""

from _weakref import (
    CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref,
)
from _weakrefset import WeakSet

__all__ = [
    'ref', 'proxy', 'getweakrefcount', 'getweakrefs', 'WeakKeyDictionary', 'ReferenceType',
    'ProxyType', 'CallableProxyType', 'ProxyTypes', 'WeakValueDictionary', 'WeakSet',
    'WeakMethod', 'finalize',
]

ProxyTypes = (ProxyType, CallableProxyType)


class WeakMethod(ref):
    """A reference to a bound method."""


class _Dictionary:
    def __init__(self, other=(), /, **named):
        self.data = {}
        self.update(other, **named)

    def __getitem__(self, key):
        return self.data[key]

    def __setitem__(self, key, value):
        self.data[key] = value

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        return key in self.data

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(list(self.data))

    def __repr__(self):
        return f'<{type(self).__name__} at {hex(id(self))}>'

    def __eq__(self, other):
        if isinstance(other, _Dictionary):
            return self.data == other.data
        return self.data == other

    __hash__ = None

    def __or__(self, other):
        made = self.copy()
        made.update(other)
        return made

    def __ior__(self, other):
        self.update(other)
        return self

    def copy(self):
        made = type(self)()
        made.data = self.data.copy()
        return made

    __copy__ = copy

    def get(self, key, default=None):
        return self.data.get(key, default)

    def keys(self):
        return iter(list(self.data))

    def values(self):
        return iter(list(self.data.values()))

    def items(self):
        return iter(list(self.data.items()))

    def pop(self, key, *default):
        return self.data.pop(key, *default)

    def popitem(self):
        return self.data.popitem()

    def setdefault(self, key, default=None):
        return self.data.setdefault(key, default)

    def clear(self):
        self.data.clear()

    def update(self, other=(), /, **named):
        pairs = other.items() if hasattr(other, 'items') else other
        for key, value in pairs:
            self.data[key] = value
        self.data.update(named)


class WeakValueDictionary(_Dictionary):
    """A mapping that does not own its values."""

    def valuerefs(self):
        return [ref(value) for value in self.data.values()]

    def itervaluerefs(self):
        return iter(self.valuerefs())


class WeakKeyDictionary(_Dictionary):
    """A mapping that does not own its keys."""

    def keyrefs(self):
        return [ref(key) for key in self.data]


class finalize:
    """A call for the end of an object: it can be made by hand."""

    def __init__(self, obj, func, /, *args, **kwargs):
        self._info = (obj, func, args, kwargs)
        self.atexit = True

    def __call__(self, _=None):
        info, self._info = self._info, None
        if info is not None:
            return info[1](*info[2], **info[3])

    def detach(self):
        info, self._info = self._info, None
        return info

    def peek(self):
        return self._info

    @property
    def alive(self):
        return self._info is not None
