"""Classes that hold data: their methods are made of their annotations.

CPython's dataclasses.py needs inspect, which needs half of the compiler.  The methods are made of
source text here too, as that makes them as fast as those that people write.
"""

import copy
import keyword
import types
from reprlib import recursive_repr

__all__ = [
    'dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING',
    'fields', 'asdict', 'astuple', 'make_dataclass', 'replace', 'is_dataclass',
]


class FrozenInstanceError(AttributeError):
    """An attribute of a frozen object was to be changed."""


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _MISSING_TYPE:
    """No value, where None would be one."""


class _KW_ONLY_TYPE:
    """The fields behind an annotation of this are given by name only."""


class _Kind:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_FIELD = _Kind('_FIELD')
_FIELD_CLASSVAR = _Kind('_FIELD_CLASSVAR')
_FIELD_INITVAR = _Kind('_FIELD_INITVAR')
_EMPTY_METADATA = types.MappingProxyType({})
_FIELDS = '__dataclass_fields__'
_PARAMS = '__dataclass_params__'


class InitVar:
    """An argument of __init__() that is no field, and goes to __post_init__()."""

    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        shown = self.type.__name__ if isinstance(self.type, type) else repr(self.type)
        return f'dataclasses.InitVar[{shown}]'

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """What is known of a field."""

    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare',
                 'metadata', 'kw_only', '_field_type')

    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    @recursive_repr()
    def __repr__(self):
        return (
            f'Field(name={self.name!r},type={self.type!r},default={self.default!r},'
            f'default_factory={self.default_factory!r},init={self.init!r},repr={self.repr!r},'
            f'hash={self.hash!r},compare={self.compare!r},metadata={self.metadata!r},'
            f'kw_only={self.kw_only!r},_field_type={self._field_type})'
        )

    def __set_name__(self, owner, name):
        function = getattr(type(self.default), '__set_name__', None)
        if function:
            function(self.default, owner, name)


class _DataclassParams:
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return (
            f'_DataclassParams(init={self.init!r},repr={self.repr!r},eq={self.eq!r},'
            f'order={self.order!r},unsafe_hash={self.unsafe_hash!r},frozen={self.frozen!r})'
        )


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None,
          compare=True, metadata=None, kw_only=MISSING):
    """Say more of a field than its annotation and its default do."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def _made(name, parameters, body, names):
    """A function of source text; ``names`` are what it knows besides builtins."""
    lines = '\n'.join(f'  {line}' for line in body)
    scope = {}
    exec(
        f'def __create_fn__({", ".join(names)}):\n'
        f' def {name}({", ".join(parameters)}):\n{lines}\n'
        f' return {name}',
        scope,
    )
    return scope['__create_fn__'](**names)


def _add(cls, name, function):
    """Put a method into a class, if it has none of that name; whether it had one."""
    if name in cls.__dict__:
        return True
    function.__qualname__ = f'{cls.__qualname__}.{name}'
    function.__module__ = cls.__module__
    setattr(cls, name, function)
    return False


def _is_of(annotation, what, cls, module):
    """Whether an annotation means ``module.what``, also if it is a text."""
    if isinstance(annotation, str):
        text = annotation.partition('[')[0].strip()
        prefix, dot, name = text.rpartition('.')
        return name == what and (not dot or prefix in (module, module[0]))
    return False


def _field_of(cls, name, annotation, default_kw_only):
    """The Field of an annotation in a class."""
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        made = default
    else:
        if isinstance(default, types.MemberDescriptorType) and not isinstance(default, property):
            default = MISSING  # a slot
        made = field(default=default)
    made.name = name
    made.type = annotation
    made._field_type = _FIELD
    origin = getattr(annotation, '__origin__', annotation)
    if getattr(origin, '_name', None) == 'ClassVar' or _is_of(annotation, 'ClassVar', cls, 'typing'):
        made._field_type = _FIELD_CLASSVAR
    elif (
        annotation is InitVar or isinstance(annotation, InitVar)
        or _is_of(annotation, 'InitVar', cls, 'dataclasses')
    ):
        made._field_type = _FIELD_INITVAR
    if made._field_type is not _FIELD and made.default_factory is not MISSING:
        raise TypeError(f'field {name} cannot have a default factory')
    if made._field_type is _FIELD_CLASSVAR:
        if made.kw_only is not MISSING:
            raise TypeError(f'field {name} is a ClassVar but specifies kw_only')
    elif made.kw_only is MISSING:
        made.kw_only = default_kw_only
    if made._field_type is _FIELD and made.default.__class__.__hash__ is None:
        raise ValueError(
            f'mutable default {type(made.default)} for field {name} is not allowed: use '
            'default_factory'
        )
    return made


def _init_function(fields, frozen, has_post_init, self_name, slots):
    """__init__()"""
    positional = [one for one in fields if one.init and not one.kw_only]
    named = [one for one in fields if one.init and one.kw_only]
    seen_default = None
    for one in positional:
        if one.default is not MISSING or one.default_factory is not MISSING:
            seen_default = one
        elif seen_default:
            raise TypeError(
                f'non-default argument {one.name!r} follows default argument'
            )
    names = {'_dataclass_set': object.__setattr__, '_dataclass_factory': _HAS_DEFAULT_FACTORY}
    body, parameters, annotations = [], [self_name], {}

    def assign(name, value):
        if frozen:
            return f'_dataclass_set({self_name}, {name!r}, {value})'
        return f'{self_name}.{name} = {value}'

    for one in fields:
        value = one.name
        if one.default_factory is not MISSING:
            names[f'_dataclass_make_{one.name}'] = one.default_factory
            make = f'_dataclass_make_{one.name}()'
            value = f'{make} if {one.name} is _dataclass_factory else {one.name}' if one.init else make
        elif one.default is not MISSING:
            names[f'_dataclass_default_{one.name}'] = one.default
            if not one.init:
                if not slots:
                    continue
                value = f'_dataclass_default_{one.name}'
        elif not one.init:
            continue
        if one._field_type is not _FIELD_INITVAR:
            body.append(assign(one.name, value))

    def parameter(one):
        annotations[one.name] = one.type
        if one.default is not MISSING:
            return f'{one.name}=_dataclass_default_{one.name}'
        if one.default_factory is not MISSING:
            return f'{one.name}=_dataclass_factory'
        return one.name

    parameters += map(parameter, positional)
    if named:
        parameters += ['*', *map(parameter, named)]
    if has_post_init:
        given = ', '.join(one.name for one in fields if one._field_type is _FIELD_INITVAR)
        body.append(f'{self_name}.__post_init__({given})')
    function = _made('__init__', parameters, body or ['pass'], names)
    annotations['return'] = None
    function.__annotations__ = annotations
    return function


def _compared(name, operator, fields):
    mine = ''.join(f'self.{one.name},' for one in fields)
    others = ''.join(f'other.{one.name},' for one in fields)
    return _made(name, ['self', 'other'], [
        'if other.__class__ is self.__class__:',
        f' return ({mine}) {operator} ({others})',
        'return NotImplemented',
    ], {})


def _frozen_methods(cls, fields):
    names = {'cls': cls, 'FrozenInstanceError': FrozenInstanceError}
    known = ''.join(f'{one.name!r},' for one in fields)
    condition = f'type(self) is cls or name in ({known})' if known else 'type(self) is cls'
    return (
        _made('__setattr__', ['self', 'name', 'value'], [
            f'if {condition}:',
            ' raise FrozenInstanceError(f"cannot assign to field {name!r}")',
            'super(cls, self).__setattr__(name, value)',
        ], names),
        _made('__delattr__', ['self', 'name'], [
            f'if {condition}:',
            ' raise FrozenInstanceError(f"cannot delete field {name!r}")',
            'super(cls, self).__delattr__(name)',
        ], names),
    )


def _hash_action(unsafe_hash, eq, frozen, has_explicit_hash, cls, fields):
    """Give the class its __hash__(): as the documentation's table says."""
    if unsafe_hash:
        if has_explicit_hash:
            raise TypeError(f'Cannot overwrite attribute __hash__ in class {cls.__name__}')
    elif not eq or has_explicit_hash:
        return
    elif not frozen:
        cls.__hash__ = None
        return
    used = [one for one in fields if (one.compare if one.hash is None else one.hash)]
    function = _made(
        '__hash__', ['self'],
        [f'return hash(({"".join(f"self.{one.name}," for one in used)}))'], {},
    )
    function.__qualname__ = f'{cls.__qualname__}.__hash__'
    cls.__hash__ = function


def _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only, slots,
             weakref_slot):
    fields = {}
    any_frozen_base = has_dataclass_bases = False
    for base in cls.__mro__[-1:0:-1]:
        known = base.__dict__.get(_FIELDS)
        if known is not None:
            has_dataclass_bases = True
            fields.update(known)
            if base.__dict__[_PARAMS].frozen:
                any_frozen_base = True
    annotations = cls.__dict__.get('__annotations__', {})
    own, seen_kw_only = [], False
    for name, annotation in annotations.items():
        if annotation is KW_ONLY or _is_of(annotation, 'KW_ONLY', cls, 'dataclasses'):
            if seen_kw_only:
                raise TypeError(f'{name!r} is KW_ONLY, but KW_ONLY has already been specified')
            seen_kw_only = True
            kw_only = True
        else:
            own.append(_field_of(cls, name, annotation, kw_only))
    for one in own:
        fields[one.name] = one
        if isinstance(getattr(cls, one.name, None), Field):
            if one.default is MISSING:
                delattr(cls, one.name)
            else:
                setattr(cls, one.name, one.default)
    for name, value in list(cls.__dict__.items()):
        if isinstance(value, Field) and name not in annotations:
            raise TypeError(f'{name!r} is a field but has no type annotation')
    if has_dataclass_bases:
        if any_frozen_base and not frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if not any_frozen_base and frozen:
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    setattr(cls, _FIELDS, fields)
    setattr(cls, _PARAMS, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen))
    own_hash = cls.__dict__.get('__hash__', MISSING)
    has_explicit_hash = not (
        own_hash is MISSING or own_hash is None and '__eq__' in cls.__dict__
    )
    if order and not eq:
        raise ValueError('eq must be true if order is true')
    arguments = [
        one for one in fields.values() if one._field_type in (_FIELD, _FIELD_INITVAR)
    ]
    kept = [one for one in fields.values() if one._field_type is _FIELD]
    if init:
        _add(cls, '__init__', _init_function(
            arguments, frozen, hasattr(cls, '__post_init__'),
            '__dataclass_self__' if 'self' in fields else 'self', slots,
        ))
    if repr:
        shown = ', '.join(f'{one.name}={{self.{one.name}!r}}' for one in kept if one.repr)
        _add(cls, '__repr__', recursive_repr()(_made(
            '__repr__', ['self'], [f'return f"{{self.__class__.__qualname__}}({shown})"'], {},
        )))
    compared = [one for one in kept if one.compare]
    if eq:
        _add(cls, '__eq__', _compared('__eq__', '==', compared))
    if order:
        for name, operator in (('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>=')):
            if _add(cls, name, _compared(name, operator, compared)):
                raise TypeError(
                    f'Cannot overwrite attribute {name} in class {cls.__name__}. Consider using '
                    'functools.total_ordering'
                )
    if frozen:
        for function in _frozen_methods(cls, kept):
            if _add(cls, function.__name__, function):
                raise TypeError(
                    f'Cannot overwrite attribute {function.__name__} in class {cls.__name__}'
                )
    _hash_action(unsafe_hash, eq, frozen, has_explicit_hash, cls, kept)
    if not getattr(cls, '__doc__', None):
        cls.__doc__ = cls.__name__ + _signature(arguments)
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple(
            one.name for one in arguments if one.init and not one.kw_only
        )
    if weakref_slot and not slots:
        raise TypeError('weakref_slot is True but slots is False')
    if slots:
        cls = _with_slots(cls, frozen, weakref_slot)
    from abc import update_abstractmethods
    update_abstractmethods(cls)
    return cls


def _signature(fields):
    """What __init__() takes, as text: a class's docstring if it has no other."""
    def shown(one):
        hint = one.type
        text = hint.__name__ if isinstance(hint, type) else repr(hint).replace('typing.', '')
        if one.default is not MISSING:
            return f'{one.name}: {text} = {one.default!r}'
        if one.default_factory is not MISSING:
            return f'{one.name}: {text} = <factory>'
        return f'{one.name}: {text}'
    used = [one for one in fields if one.init]
    parts = [shown(one) for one in used if not one.kw_only]
    named = [shown(one) for one in used if one.kw_only]
    return f'({", ".join(parts + (["*"] + named if named else []))})'


def _with_slots(cls, frozen, weakref_slot):
    """The class again, with __slots__: they cannot be added to one that is there."""
    if '__slots__' in cls.__dict__:
        raise TypeError(f'{cls.__name__} already specifies __slots__')
    names = tuple(one.name for one in fields(cls))
    inherited = set()
    for base in cls.__mro__[1:-1]:
        taken = base.__dict__.get('__slots__', ())
        inherited.update((taken,) if isinstance(taken, str) else taken)
    slots = tuple(name for name in names if name not in inherited)
    if weakref_slot and '__weakref__' not in inherited:
        slots += ('__weakref__',)
    namespace = dict(cls.__dict__)
    namespace['__slots__'] = slots
    for name in names:
        namespace.pop(name, None)
    namespace.pop('__dict__', None)
    namespace.pop('__weakref__', None)
    made = type(cls)(cls.__name__, cls.__bases__, namespace)
    made.__qualname__ = cls.__qualname__
    if frozen and '__getstate__' not in cls.__dict__:
        def __getstate__(self):
            return [getattr(self, one.name) for one in fields(self)]

        def __setstate__(self, state):
            for one, value in zip(fields(self), state):
                object.__setattr__(self, one.name, value)
        made.__getstate__ = __getstate__
        made.__setstate__ = __setstate__
    return made


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False,
              frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """Give a class the methods that its annotations call for."""
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only,
                        slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


def fields(class_or_instance):
    """The fields of a dataclass, as a tuple of Field."""
    try:
        known = getattr(class_or_instance, _FIELDS)
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple(one for one in known.values() if one._field_type is _FIELD)


def _is_instance(obj):
    return hasattr(type(obj), _FIELDS)


def is_dataclass(obj):
    """Whether it is a dataclass, or an object of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), _FIELDS)


def asdict(obj, *, dict_factory=dict):
    """The fields by name, also those of the dataclasses inside."""
    if not _is_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _as_dict(obj, dict_factory)


def _as_dict(obj, factory):
    if _is_instance(obj):
        return factory([
            (one.name, _as_dict(getattr(obj, one.name), factory)) for one in fields(obj)
        ])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_as_dict(one, factory) for one in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_as_dict(one, factory) for one in obj])
    if isinstance(obj, dict):
        pairs = [(_as_dict(key, factory), _as_dict(value, factory)) for key, value in obj.items()]
        if hasattr(type(obj), 'default_factory'):
            made = type(obj)(obj.default_factory)
            made.update(pairs)
            return made
        return type(obj)(pairs)
    return copy.deepcopy(obj)


def astuple(obj, *, tuple_factory=tuple):
    """The fields in their order, also those of the dataclasses inside."""
    if not _is_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _as_tuple(obj, tuple_factory)


def _as_tuple(obj, factory):
    if _is_instance(obj):
        return factory([_as_tuple(getattr(obj, one.name), factory) for one in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return type(obj)(*[_as_tuple(one, factory) for one in obj])
    if isinstance(obj, (list, tuple)):
        return type(obj)([_as_tuple(one, factory) for one in obj])
    if isinstance(obj, dict):
        pairs = [(_as_tuple(key, factory), _as_tuple(value, factory)) for key, value in obj.items()]
        if hasattr(type(obj), 'default_factory'):
            made = type(obj)(obj.default_factory)
            made.update(pairs)
            return made
        return type(obj)(pairs)
    return copy.deepcopy(obj)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True,
                   order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
                   slots=False, weakref_slot=False):
    """Make a dataclass of a name and of fields: names, (name, type) or (name, type, Field)."""
    body = dict(namespace or {})
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, hint = item, 'typing.Any'
        elif len(item) == 2:
            name, hint = item
        elif len(item) == 3:
            name, hint, body[item[0]] = item
        else:
            raise TypeError(f'Invalid field: {item!r}')
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f'Field names must be valid identifiers: {name!r}')
        if keyword.iskeyword(name):
            raise TypeError(f'Field names must not be keywords: {name!r}')
        if name in annotations:
            raise TypeError(f'Field name duplicated: {name!r}')
        annotations[name] = hint
    body['__annotations__'] = annotations
    made = types.new_class(cls_name, bases, {}, lambda scope: scope.update(body))
    return dataclass(
        made, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen,
        match_args=match_args, kw_only=kw_only, slots=slots, weakref_slot=weakref_slot,
    )


def replace(obj, /, **changes):
    """An object of the same class, with other values of some fields."""
    if not _is_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    for one in getattr(obj, _FIELDS).values():
        if one._field_type is _FIELD_CLASSVAR:
            continue
        if not one.init:
            if one.name in changes:
                raise ValueError(
                    f'field {one.name} is declared with init=False, it cannot be specified with '
                    'replace()'
                )
            continue
        if one.name not in changes:
            if one._field_type is _FIELD_INITVAR and one.default is MISSING:
                raise ValueError(f'InitVar {one.name!r} must be specified with replace()')
            changes[one.name] = getattr(obj, one.name)
    return obj.__class__(**changes)
