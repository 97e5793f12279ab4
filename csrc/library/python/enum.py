"""Enumerations.

CPython's enum.py makes members by descriptors that replace themselves while type.__new__ runs.  This
one makes the class first and then its members, and has the same names and results.
"""

import sys
from operator import or_ as _or_
from types import DynamicClassAttribute

__all__ = [
    'EnumType', 'EnumMeta', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto',
    'unique', 'property', 'verify', 'member', 'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM',
    'EJECT', 'KEEP', 'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum',
    'EnumCheck', 'CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE', 'pickle_by_global_name',
    'pickle_by_enum_name',
]

_property = property


class nonmember:
    """Keeps a value of an enumeration's body from becoming a member."""

    def __init__(self, value):
        self.value = value


class member:
    """Lets a value of an enumeration's body become a member, whatever it is."""

    def __init__(self, value):
        self.value = value


class property(DynamicClassAttribute):
    """A property of members, whose name a member may have too."""

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            members = ownerclass.__dict__.get('_member_map_', {})
            if self.name in members:
                return members[self.name]
            raise AttributeError(f'{ownerclass!r} has no attribute {self.name!r}')
        if self.fget is None:
            raise AttributeError(f'{ownerclass!r} member has no attribute {self.name!r}')
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError(
                f'<enum {type(instance).__name__!r}> cannot set attribute {self.name!r}'
            )
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError(
                f'<enum {type(instance).__name__!r}> cannot delete attribute {self.name!r}'
            )
        self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


_auto_null = object()


class _Later:
    """What a body says of values that its enumeration has not chosen yet: RED | GREEN."""

    def __or__(self, other):
        return _Combined(lambda a, b: a | b, self, other)

    def __ror__(self, other):
        return _Combined(lambda a, b: b | a, self, other)

    def __and__(self, other):
        return _Combined(lambda a, b: a & b, self, other)

    def __xor__(self, other):
        return _Combined(lambda a, b: a ^ b, self, other)

    def __add__(self, other):
        return _Combined(lambda a, b: a + b, self, other)

    def __invert__(self):
        return _Combined(lambda a, b: ~a, self, 0)


class auto(_Later):
    """A value that the enumeration chooses: _generate_next_value_()."""

    def __init__(self, value=_auto_null):
        self.value = value

    def __repr__(self):
        return f'auto({self.value!r})'


class _Combined(_Later):
    """Several of those: its value is known once theirs are."""

    def __init__(self, operation, one, other):
        self._parts = (operation, one, other)

    @_property
    def value(self):
        operation, one, other = self._parts
        return operation(
            one.value if isinstance(one, _Later) else one,
            other.value if isinstance(other, _Later) else other,
        )


def _is_descriptor(value):
    kind = type(value)
    return hasattr(kind, '__get__') or hasattr(kind, '__set__') or hasattr(kind, '__delete__')


def _is_dunder(name):
    return len(name) > 4 and name[:2] == '__' == name[-2:] and name[2] != '_' and name[-3] != '_'


def _is_sunder(name):
    return len(name) > 2 and name[0] == '_' == name[-1] and name[1] != '_' and name[-2] != '_'


def _is_private(class_name, name):
    begin = f'_{class_name}__'
    return len(name) > len(begin) and name.startswith(begin) and name[-2:] != '__'


def _bits(number):
    """The powers of two that a number is made of, the smallest first."""
    while number:
        lowest = number & -number
        yield lowest
        number ^= lowest


def _is_single_bit(number):
    return number > 0 and number & number - 1 == 0


_SUNDER = frozenset([
    '_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_',
    '_iter_member_', '_iter_member_by_value_', '_iter_member_by_def_',
])


class EnumDict(dict):
    """The body of an enumeration while it runs: it notes which names are members."""

    def __init__(self, class_name=''):
        super().__init__()
        self._class_name = class_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False

    def __setitem__(self, key, value):
        if _is_private(self._class_name, key):
            pass
        elif _is_sunder(key):
            if key not in _SUNDER and not key.startswith('_repr_'):
                raise ValueError(f'_sunder_ names, such as {key!r}, are reserved for future Enum use')
            if key == '_generate_next_value_':
                if self._auto_called:
                    raise TypeError('_generate_next_value_ must be defined before members')
                self._generate_next_value = getattr(value, '__func__', value)
            elif key == '_ignore_':
                value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
                self._ignore = value
                taken = set(value) & set(self._member_names)
                if taken:
                    raise ValueError(f'_ignore_ cannot specify already set names: {taken!r}')
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._member_names:
            raise TypeError(f'{key!r} already defined as {self[key]!r}')
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif not isinstance(value, member) and (
            _is_descriptor(value) or isinstance(value, type) and self._nests(value)
        ):
            pass
        else:
            if isinstance(value, member):
                value = value.value
            if key in self:
                raise TypeError(f'{key!r} already defined as {self[key]!r}')
            value = self._with_auto(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _nests(self, value):
        """A class in the body: of old it became a member, and still does."""
        return False

    def _with_auto(self, key, value):
        if isinstance(value, auto):
            if value.value is _auto_null:
                value.value = self._next(key)
                self._auto_called = True
            return value.value
        if isinstance(value, _Combined):
            return value.value
        if type(value) is tuple and any(isinstance(one, auto) for one in value):
            found = []
            for one in value:
                if isinstance(one, auto):
                    if one.value is _auto_null:
                        one.value = self._next(key)
                        self._auto_called = True
                    one = one.value
                found.append(one)
                self._last_values.append(one)
            return tuple(found)
        return value

    def _next(self, key):
        return self._generate_next_value(key, 1, len(self._member_names), self._last_values[:])

    def update(self, members=(), **more):
        for key, value in dict(members, **more).items():
            self[key] = value


Enum = Flag = EJECT = ReprEnum = None
_KNOWN_TYPES = (int, float, str, bytes, complex, bool, tuple)


class EnumType(type):
    """The class of enumerations."""

    @classmethod
    def __prepare__(metacls, cls, bases, /, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        body = EnumDict(cls)
        data_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            body._generate_next_value = first_enum._generate_next_value_
        return body

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple or not isinstance(classdict, EnumDict):
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        names = list(classdict._member_names)
        wrong = set(names) & {'mro', ''}
        if wrong:
            raise ValueError(f'invalid enum member name(s) {",".join(map(repr, wrong))}')
        order = classdict.get('_order_')
        data_type, first_enum = metacls._get_mixins_(cls, bases)
        new, save_new, use_args = metacls._find_new_(classdict, data_type, first_enum)
        values = {name: classdict[name] for name in names}
        ignored = set(names) | set(classdict._ignore) | {'_ignore_', '_order_'}
        namespace = {key: value for key, value in classdict.items() if key not in ignored}
        if '_generate_next_value_' in namespace:
            function = namespace['_generate_next_value_']
            namespace['_generate_next_value_'] = staticmethod(getattr(function, '__func__', function))
        namespace['_member_names_'] = []
        namespace['_member_map_'] = {}
        namespace['_value2member_map_'] = {}
        namespace['_unhashable_values_'] = []
        namespace['_member_type_'] = data_type
        namespace['_new_member_'] = new
        namespace['_use_args_'] = use_args
        namespace['_boundary_'] = boundary or getattr(first_enum, '_boundary_', None)
        namespace['_flag_mask_'] = 0
        namespace['_singles_mask_'] = 0
        namespace['_all_bits_'] = 0
        namespace['_inverted_'] = None
        try:
            made = super().__new__(metacls, cls, bases, namespace, **kwds)
        except RuntimeError as error:
            raise error.__cause__ or error
        if '__reduce_ex__' not in namespace and data_type is not object:
            made.__reduce_ex__ = Enum.__reduce_ex__
        metacls._choose_text_(made, namespace, data_type, first_enum)
        if '_value_repr_' not in namespace:
            made._value_repr_ = metacls._find_data_repr_(cls, bases)
        for name, value in values.items():
            made._add_member_(name, value)
        if Flag is not None and issubclass(made, Flag):
            made._all_bits_ = 2 ** made._flag_mask_.bit_length() - 1
            for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__',
                         '__invert__'):
                if name not in namespace:
                    setattr(made, name, getattr(Flag, name))
            by_value = sorted(
                (made._member_map_[name] for name in made._member_names_),
                key=lambda one: one._value_,
            )
            if [one._name_ for one in by_value] != made._member_names_:
                made._iter_member_ = made._iter_member_by_def_
        if save_new:
            made.__new_member__ = new
        if Enum is not None:
            made.__new__ = Enum.__new__
        if order is not None:
            order = order.replace(',', ' ').split() if isinstance(order, str) else list(order)
            listed = [name for name in order if name in made._member_names_]
            if listed != made._member_names_:
                raise TypeError(
                    f'member order does not match _order_:\n  {order!r}\n  {made._member_names_!r}'
                )
        return made

    def __init__(cls, *arguments, **named):
        super().__init__(*arguments[:3])

    def _add_member_(cls, name, value):
        """Make a member, or another name of one that there is."""
        arguments = value if isinstance(value, tuple) else (value,)
        if cls._member_type_ is tuple:
            arguments = (arguments,)
        if cls._use_args_:
            made = cls._new_member_(cls, *arguments)
        else:
            made = cls._new_member_(cls)
        if not hasattr(made, '_value_'):
            if cls._member_type_ is object:
                made._value_ = value
            else:
                try:
                    made._value_ = cls._member_type_(*arguments)
                except Exception as error:
                    raise TypeError(
                        '_value_ not set in __new__, unable to create it'
                    ) from error
        value = made._value_
        made._name_ = name
        made.__objclass__ = cls
        made._sort_order_ = len(cls._member_names_)
        known = cls._known_(value)
        if known is None and Flag is not None and issubclass(cls, Flag) and isinstance(value, int):
            if value and not _is_single_bit(value) and cls._flag_mask_ & value == value >= 0:
                # A combination of members is another name, not one more.
                made.__init__(*arguments)
                cls._member_map_[name] = made
                cls._value2member_map_.setdefault(value, made)
                type.__setattr__(cls, name, made)
                return
        if known is not None:
            made = known
        else:
            if hasattr(cls, '__init__') and cls.__init__ is not object.__init__:
                made.__init__(*arguments)
            try:
                cls._value2member_map_.setdefault(value, made)
            except TypeError:
                cls._unhashable_values_.append(value)
            if Flag is None or not issubclass(cls, Flag):
                cls._member_names_.append(name)
            elif not isinstance(value, int):
                raise TypeError(f'invalid Flag value {value!r}; must be an integer')
            else:
                if value < 0:
                    pass
                elif _is_single_bit(value):
                    cls._member_names_.append(name)
                    cls._singles_mask_ |= value
                if value >= 0:
                    cls._flag_mask_ |= value
        cls._member_map_[name] = made
        type.__setattr__(cls, name, made)

    def _known_(cls, value):
        """The member of a value, or None."""
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for one in cls._member_map_.values():
                if one._value_ == value:
                    return one
            return None

    @staticmethod
    def _choose_text_(made, namespace, data_type, first_enum):
        """Which __repr__, __str__, __format__ of several bases members have."""
        chosen = set(namespace)
        if ReprEnum is not None and ReprEnum in made.__bases__:
            if '__format__' not in chosen:
                made.__format__ = data_type.__format__
            if '__str__' not in chosen:
                method = data_type.__str__
                made.__str__ = data_type.__repr__ if method is object.__str__ else method
            chosen.update(('__format__', '__str__'))
        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
            if name in chosen or first_enum is None:
                continue
            owner = next((base for base in made.__mro__ if name in base.__dict__), object)
            if owner is object or owner in data_type.__mro__:
                setattr(made, name, getattr(first_enum, name))

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(
            value, names, module=module, qualname=qualname, type=type, start=start,
            boundary=boundary,
        )

    def __contains__(cls, value):
        if not isinstance(value, Enum):
            raise TypeError(
                f"unsupported operand type(s) for 'in': '{type(value).__qualname__}' and "
                f"'{cls.__class__.__qualname__}'"
            )
        return isinstance(value, cls) and value._name_ in cls._member_map_

    def __delattr__(cls, attr):
        if attr in cls.__dict__.get('_member_map_', {}):
            raise AttributeError(f'{cls.__name__!r} cannot delete member {attr!r}.')
        super().__delattr__(attr)

    def __dir__(cls):
        return sorted(
            {'__class__', '__contains__', '__doc__', '__getitem__', '__init_subclass__',
             '__iter__', '__len__', '__members__', '__module__', '__name__', '__qualname__',
             *cls._member_names_}
        )

    def __getattr__(cls, name):
        raise AttributeError(name) from None

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __len__(cls):
        return len(cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    @_property
    def __members__(cls):
        from types import MappingProxyType
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return f'<flag {cls.__name__!r}>'
        return f'<enum {cls.__name__!r}>'

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError(f'cannot reassign member {name!r}')
        super().__setattr__(name, value)

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        """Make an enumeration of names that are given: Enum('Colour', 'RED GREEN')."""
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        body = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            given, names, last_values = names, [], []
            first = cls._get_mixins_(class_name, bases)[1]
            for count, name in enumerate(given):
                value = first._generate_next_value_(name, start, count, last_values[:])
                last_values.append(value)
                names.append((name, value))
        if hasattr(names, 'items'):
            names = names.items()
        for name, value in names or ():
            body[name] = value
        if module is None:
            module = '__main__'
        body['__module__'] = module
        if qualname is not None:
            body['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, body, boundary=boundary)

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base.__dict__.get('_member_names_'):
                    raise TypeError(f'<enum {class_name!r}> cannot extend {base!r}')

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The class that members' values are of, and the first enumeration among the bases."""
        if not bases:
            return object, Enum
        first_enum = bases[-1]
        if Enum is not None and not isinstance(first_enum, EnumType):
            raise TypeError(
                'new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] '
                'enum_type)`'
            )
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        found = []
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        if base._member_type_ not in found:
                            found.append(base._member_type_)
                        break
                elif '__new__' in base.__dict__ or base in _KNOWN_TYPES or (
                    '__dataclass_fields__' in base.__dict__
                ):
                    one = candidate or base
                    if one not in found:
                        found.append(one)
                    break
                else:
                    candidate = candidate or base
        if len(found) > 1:
            raise TypeError(f'too many data types for {class_name!r}: {set(found)!r}')
        return found[0] if found else None

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if '__repr__' in base.__dict__ or base in _KNOWN_TYPES:
                    return base.__repr__
        return None

    @classmethod
    def _find_new_(mcls, classdict, data_type, first_enum):
        """How a member is made: its function, whether to keep it, whether it takes the value."""
        own = classdict.get('__new__')
        save_new = first_enum is not None and own is not None
        if own is not None:
            own = getattr(own, '__func__', own)
        else:
            own = getattr(first_enum, '__new_member__', None)
            if own is None:
                if data_type is object:
                    return object.__new__, save_new, False
                own = data_type.__new__
        return own, save_new, own is not object.__new__


EnumMeta = EnumType


class Enum(metaclass=EnumType):
    """The base of enumerations."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        found = cls._known_(value)
        if found is not None:
            return found
        result = failure = None
        try:
            result = cls._missing_(value)
        except Exception as error:
            failure = error
        if isinstance(result, cls) or (
            Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT
            and isinstance(result, int) and result is not None
        ):
            return result
        wrong = ValueError(f'{value!r} is not a valid {cls.__qualname__}')
        if result is None and failure is None:
            raise wrong
        if failure is None:
            failure = TypeError(
                f'error in {cls.__name__}._missing_: returned {result!r} instead of None or a '
                'valid member'
            )
        if not isinstance(failure, ValueError):
            failure.__context__ = wrong
        raise failure

    def __init__(self, *arguments, **named):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """One more than the last value that is a number."""
        for last in reversed(last_values):
            try:
                return last + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        shown = type(self)._value_repr_ or repr
        return f'<{type(self).__name__}.{self._name_}: {shown(self._value_)}>'

    def __str__(self):
        return f'{type(self).__name__}.{self._name_}'

    def __format__(self, format_spec):
        return format(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __dir__(self):
        return ['__class__', '__doc__', '__eq__', '__hash__', '__module__', 'name', 'value']

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @property
    def name(self):
        """The member's name."""
        return self._name_

    @property
    def value(self):
        """The member's value."""
        return self._value_


class ReprEnum(Enum):
    """Members whose str() and format() are those of their values."""


class IntEnum(int, ReprEnum):
    """Members that are integers."""


class StrEnum(str, ReprEnum):
    """Members that are texts."""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError(f'too many arguments for str(): {values!r}')
        for value, what in zip(values, ('', 'encoding ', 'errors ')):
            if not isinstance(value, str):
                if what:
                    raise TypeError(f'{what}must be a string, not {value!r}')
                raise TypeError(f'{value!r} is not a string')
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The name in small letters."""
        return name.lower()


class FlagBoundary(StrEnum):
    """What a flag does with bits that it does not know."""

    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Members that are bits, and what they are combined to."""

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The power of two after the largest."""
        if not last_values:
            return 1 if start is None else start
        last = max(last_values)
        try:
            return 2 ** last.bit_length()
        except Exception:
            raise TypeError(f'invalid flag value {last!r}') from None

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits(value & cls._flag_mask_):
            yield cls._value2member_map_.get(bit)

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda one: one._sort_order_)

    @classmethod
    def _missing_(cls, value):
        """A combination that has no name of its own."""
        if not isinstance(value, int):
            raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')
        mask, single, every = cls._flag_mask_, cls._singles_mask_, cls._all_bits_
        negative = None
        if not ~every <= value <= every or value & (every ^ mask):
            if cls._boundary_ is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(
                    f'{cls!r} invalid value {value!r}\n    given {bin(value, width)}\n  allowed '
                    f'{bin(mask, width)}'
                )
            if cls._boundary_ is CONFORM:
                value &= mask
            elif cls._boundary_ is EJECT:
                return value
            elif value < 0:
                value = max(every + 1, 2 ** value.bit_length()) + value
        if value < 0:
            negative = value
            value = every + 1 + value
        known = cls._value2member_map_.get(value)
        if known is not None:
            return known
        unknown = value & ~mask
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._new_member_(cls, value)
        made._value_ = value
        names = [one._name_ for one in cls._iter_member_(value)]
        made._name_ = '|'.join(names) if names else None
        if names and unknown:
            made._name_ += f'|{cls._numeric_repr_(unknown)}'
        made.__objclass__ = cls
        made = cls._value2member_map_.setdefault(value, made)
        if negative is not None:
            cls._value2member_map_[negative] = made
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError(
                f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                f'{self.__class__.__qualname__!r}'
            )
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        shown = type(self)._value_repr_ or repr
        name = type(self).__name__
        if self._name_ is None:
            return f'<{name}: {shown(self._value_)}>'
        return f'<{name}.{self._name_}: {shown(self._value_)}>'

    def __str__(self):
        name = type(self).__name__
        if self._name_ is None:
            return f'{name}({self._value_!r})'
        return f'{name}.{self._name_}'

    def __bool__(self):
        return bool(self._value_)

    def _other_bits(self, other):
        """The value of what stands on an operator's other side; None if it cannot be combined."""
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        value = self._other_bits(other)
        return NotImplemented if value is None else self.__class__(self._value_ | value)

    def __and__(self, other):
        value = self._other_bits(other)
        return NotImplemented if value is None else self.__class__(self._value_ & value)

    def __xor__(self, other):
        value = self._other_bits(other)
        return NotImplemented if value is None else self.__class__(self._value_ ^ value)

    def __invert__(self):
        cls = self.__class__
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    __ror__ = __or__
    __rand__ = __and__
    __rxor__ = __xor__


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are integers."""


def bin(num, max_bits=None):
    """A number in base two, with the sign before it: 0b0 1010, 0b1 0110."""
    width = num.bit_length()
    if num >= 0:
        sign, digits = '0b0', format(num, 'b') if num else ''
    else:
        sign, digits = '0b1', format((1 << width) + num, 'b').zfill(width) if width else ''
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f'{sign} {digits}'


def unique(enumeration):
    """Make sure that no member has two names."""
    twice = [
        (name, one.name) for name, one in enumeration.__members__.items() if name != one.name
    ]
    if twice:
        details = ', '.join(f'{alias} -> {name}' for alias, name in twice)
        raise ValueError(f'duplicate values found in {enumeration!r}: {details}')
    return enumeration


class EnumCheck(StrEnum):
    """What verify() makes sure of."""

    CONTINUOUS = 'no skipped integer values'
    NAMED_FLAGS = 'multi-flag aliases may not contain unnamed flags'
    UNIQUE = 'one name per value'


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Make sure of what the checks say."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        name = enumeration.__name__
        is_flag = issubclass(enumeration, Flag)
        for check in self.checks:
            if check is UNIQUE:
                twice = [
                    (alias, one.name) for alias, one in enumeration.__members__.items()
                    if alias != one.name
                ]
                if twice:
                    details = ', '.join(f'{alias} -> {one}' for alias, one in twice)
                    raise ValueError(f'aliases found in {enumeration!r}: {details}')
            elif check is CONTINUOUS:
                values = {one.value for one in enumeration}
                if len(values) < 2:
                    continue
                low, high = min(values), max(values)
                if is_flag:
                    wanted = {1 << bit for bit in range(low.bit_length() - 1, high.bit_length())}
                else:
                    wanted = set(range(low, high + 1))
                missing = sorted(wanted - values)
                if missing:
                    kind = 'flag' if is_flag else 'enum'
                    raise ValueError(
                        f'invalid {kind} {name!r}: missing values {", ".join(map(str, missing))}'
                    )
            elif check is NAMED_FLAGS:
                known = enumeration._singles_mask_
                aliases = [
                    (alias, one.value & ~known) for alias, one in enumeration._member_map_.items()
                    if one.value >= 0 and one.value & ~known
                ]
                if aliases:
                    total = 0
                    for _, missing in aliases:
                        total |= missing
                    names = ', '.join(alias for alias, _ in aliases)
                    raise ValueError(
                        f'invalid Flag {name!r}: alias{"es" if len(aliases) > 1 else ""} {names} '
                        f'{"are" if len(aliases) > 1 else "is"} missing combined values of '
                        f'{hex(total)} [use enum.show_flag_values(value) for details]'
                    )
        return enumeration


def show_flag_values(value):
    """The bits of a value, one by one."""
    return list(_bits(value))


def pickle_by_global_name(self, proto):
    return self._name_


def pickle_by_enum_name(self, proto):
    return getattr, (self.__class__, self._name_)


def global_enum_repr(self):
    """module.NAME"""
    return f'{self.__class__.__module__.split(".")[-1]}.{self._name_}'


def global_flag_repr(self):
    """module.NAME|module.OTHER"""
    module = self.__class__.__module__.split('.')[-1]
    if self._name_ is None:
        return f'{module}.{self.__class__.__name__}({self._value_!r})'
    if _is_single_bit(self._value_):
        return f'{module}.{self._name_}'
    if self._boundary_ is not KEEP:
        return '|'.join(f'{module}.{name}' for name in self._name_.split('|'))
    return '|'.join(
        name if name[0].isdigit() else f'{module}.{name}' for name in self._name_.split('|')
    )


def global_str(self):
    """The name alone."""
    if self._name_ is None:
        return f'{self.__class__.__name__}({self._value_!r})'
    return self._name_


def global_enum(cls, update_str=False):
    """Make the members names of their module, and say so in their repr."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls


def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Make an enumeration of a plain class, whose values are its names."""
    def convert(cls):
        body = EnumType.__prepare__(cls.__name__, (etype,))
        for key, value in cls.__dict__.items():
            if key not in ('__dict__', '__weakref__', '__static_attributes__', '__firstlineno__'):
                body[key] = value
        return type(etype)(cls.__name__, (etype,), body, boundary=boundary)
    return convert
