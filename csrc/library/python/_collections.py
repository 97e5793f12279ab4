"""deque, defaultdict and OrderedDict: the part of collections that CPython has in C."""

from _collections_abc import ItemsView, KeysView, ValuesView
from reprlib import recursive_repr as _recursive_repr

from _counting import _count_elements
from _deque import deque, _deque_iterator, _deque_reverse_iterator
from _tuple_getters import _tuplegetter


_NOTHING = object()


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


class odict_keys(KeysView):
    """The keys of an OrderedDict."""

    def __iter__(self):
        return iter(dict.keys(self._mapping))

    def __reversed__(self):
        return reversed(dict.keys(self._mapping))

    @_recursive_repr()
    def __repr__(self):
        return f'odict_keys({list(self)})'


class odict_values(ValuesView):
    """The values of an OrderedDict."""

    def __iter__(self):
        return iter(dict.values(self._mapping))

    def __reversed__(self):
        return reversed(dict.values(self._mapping))

    @_recursive_repr()
    def __repr__(self):
        return f'odict_values({list(self)})'


class odict_items(ItemsView):
    """The pairs of an OrderedDict."""

    def __iter__(self):
        return iter(dict.items(self._mapping))

    def __reversed__(self):
        return reversed(dict.items(self._mapping))

    @_recursive_repr()
    def __repr__(self):
        return f'odict_items({list(self)})'


class OrderedDict(dict):
    """A dict whose order counts when two are compared, and can be changed."""

    def __init__(self, other=(), /, **named):
        OrderedDict.update(self, other, **named)

    def update(self, other=(), /, **named):
        """Set what another mapping, or pairs, or names have."""
        if type(self).__setitem__ == dict.__setitem__:
            dict.update(self, other, **named)
            return
        # A class that sets items in its own way is asked to.
        if hasattr(other, 'keys'):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in named.items():
            self[key] = value

    def move_to_end(self, key, last=True):
        """Make a key the last, or the first."""
        value = dict.pop(self, key)
        if last:
            dict.__setitem__(self, key, value)
            return
        pairs = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, pairs)

    def popitem(self, last=True):
        """Take the last pair, or the first."""
        if not self:
            raise KeyError('dictionary is empty')
        for key in dict.__reversed__(self) if last else dict.__iter__(self):
            return key, dict.pop(self, key)

    def keys(self):
        """The keys, as they are from now on."""
        return odict_keys(self)

    def values(self):
        """The values, as they are from now on."""
        return odict_values(self)

    def items(self):
        """The pairs, as they are from now on."""
        return odict_items(self)

    def pop(self, key, default=_NOTHING):
        """Take a key, and give what it had."""
        if default is _NOTHING or key in self:
            return dict.pop(self, key)
        return default

    def setdefault(self, key, default=None):
        """What a key has, if need be from now on."""
        if key not in self:
            self[key] = default
        return self[key]

    def copy(self):
        """One with the same pairs, of the same class."""
        return type(self)(self)

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """One with these keys, and one value."""
        made = cls()
        for key in iterable:
            made[key] = value
        return made

    def __eq__(self, other):
        if not isinstance(other, OrderedDict):
            return dict.__eq__(self, other)
        return dict.__eq__(self, other) and all(
            one == another for one, another in zip(self, other)
        )

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    @_recursive_repr()
    def __repr__(self):
        name = type(self).__name__
        return f'{name}({list(self.items())!r})' if self else f'{name}()'

    def __reduce__(self):
        state = dict(self.__dict__)
        return type(self), (), state or None, None, iter(self.items())

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = type(self)(self)
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = type(self)(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self


OrderedDict.__module__ = 'collections'
defaultdict.__module__ = 'collections'
