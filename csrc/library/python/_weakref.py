"""References that would not keep an object alive; here they do, as the engine tells of no death."""


class ReferenceType:
    """Calling it gives the object."""

    __slots__ = ('_object', '__callback__')

    def __new__(cls, object, callback=None, /):
        made = super().__new__(cls)
        made._object = object
        made.__callback__ = callback
        return made

    def __init__(self, object, callback=None, /):
        pass

    def __call__(self):
        return self._object

    def __eq__(self, other):
        if not isinstance(other, ReferenceType):
            return NotImplemented
        return self._object == other._object

    def __hash__(self):
        return hash(self._object)

    def __repr__(self):
        return f'<weakref at {hex(id(self))}; to {type(self._object).__name__!r} at {hex(id(self._object))}>'


ref = ReferenceType


class ProxyType:
    """An object that does as another."""

    def __init__(self, object, callback=None, /):
        self.__dict__['_object'] = object

    def __getattr__(self, name):
        return getattr(self.__dict__['_object'], name)

    def __setattr__(self, name, value):
        setattr(self.__dict__['_object'], name, value)

    def __delattr__(self, name):
        delattr(self.__dict__['_object'], name)

    def __str__(self):
        return str(self.__dict__['_object'])

    def __repr__(self):
        return f'<weakproxy at {hex(id(self))} to {type(self.__dict__["_object"]).__name__}>'

    def __bool__(self):
        return bool(self.__dict__['_object'])

    def __len__(self):
        return len(self.__dict__['_object'])

    def __iter__(self):
        return iter(self.__dict__['_object'])

    def __getitem__(self, key):
        return self.__dict__['_object'][key]

    def __setitem__(self, key, value):
        self.__dict__['_object'][key] = value

    def __contains__(self, item):
        return item in self.__dict__['_object']

    def __eq__(self, other):
        return self.__dict__['_object'] == other

    __hash__ = None


class CallableProxyType(ProxyType):
    """An object that does as another, which can be called."""

    def __call__(self, *arguments, **named):
        return self.__dict__['_object'](*arguments, **named)


def proxy(object, callback=None, /):
    return (CallableProxyType if callable(object) else ProxyType)(object, callback)


def getweakrefcount(object, /):
    return 0


def getweakrefs(object, /):
    return []


def _remove_dead_weakref(dct, key):
    pass
