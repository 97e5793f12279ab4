"""Abstract base classes.

CPython keeps what isinstance() has answered in sets of weak references.  Here the classes that
were registered are kept, and each question is answered anew.
"""

__all__ = ['ABC', 'ABCMeta', 'abstractclassmethod', 'abstractmethod', 'abstractproperty',
           'abstractstaticmethod', 'get_cache_token', 'update_abstractmethods']

_token = 0


def abstractmethod(funcobj):
    """A method that derived classes have to define: before that, no instance can be made."""
    funcobj.__isabstractmethod__ = True
    return funcobj


def abstractclassmethod(callable):
    """classmethod() and abstractmethod() do the same."""
    return classmethod(abstractmethod(callable))


def abstractstaticmethod(callable):
    """staticmethod() and abstractmethod() do the same."""
    return staticmethod(abstractmethod(callable))


def abstractproperty(fget=None, fset=None, fdel=None, doc=None):
    """property() and abstractmethod() do the same."""
    return property(fget and abstractmethod(fget), fset, fdel, doc)


def _abstract_names(cls):
    """The names that a class does not define, though a base of it asks for them."""
    names = {
        name for name, value in cls.__dict__.items()
        if getattr(value, '__isabstractmethod__', False)
    }
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                names.add(name)
    return frozenset(names)


class ABCMeta(type):
    """The class of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls)
        cls._abc_registry = []
        return cls

    def register(cls, subclass):
        """Let isinstance() and issubclass() take a class for a derived one."""
        global _token
        if not isinstance(subclass, type):
            raise TypeError('Can only register classes')
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError('Refusing to create an inheritance cycle')
        cls._abc_registry.append(subclass)
        _token += 1
        return subclass

    def __instancecheck__(cls, instance):
        kind = type(instance)
        if cls in kind.__mro__ or cls.__subclasscheck__(kind):
            return True
        other = instance.__class__
        return other is not kind and cls.__subclasscheck__(other)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        answer = cls.__subclasshook__(subclass)
        if answer is not NotImplemented:
            return answer
        if cls in subclass.__mro__:
            return True
        for known in cls._abc_registry:
            if issubclass(subclass, known):
                return True
        for derived in cls.__subclasses__():
            if issubclass(subclass, derived):
                return True
        return False

    def _dump_registry(cls, file=None):
        print(f'Class: {cls.__module__}.{cls.__qualname__}', file=file)
        print(f'_abc_registry: {cls._abc_registry!r}', file=file)

    def _abc_registry_clear(cls):
        cls._abc_registry.clear()

    def _abc_caches_clear(cls):
        pass


def get_cache_token():
    """A number that changes with each register()."""
    return _token


def update_abstractmethods(cls):
    """Look again which methods are missing, after the class was changed."""
    if hasattr(cls, '__abstractmethods__'):
        cls.__abstractmethods__ = _abstract_names(cls)
    return cls


class ABC(metaclass=ABCMeta):
    """An abstract base class: a class that derives from it has ABCMeta as its class."""

    __slots__ = ()
