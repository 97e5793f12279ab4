"""Type hints at run time: objects that say what they are, and change nothing.

CPython's own typing.py leans on details of its classes.  This one has the same names, and what
programs do with them: subscription, unions, generic base classes, NamedTuple, TypedDict,
protocols, get_type_hints().
"""

import collections
import collections.abc
import types
from abc import ABCMeta, abstractmethod

__all__ = [
    'AbstractSet', 'Annotated', 'Any', 'AnyStr', 'AsyncContextManager', 'AsyncGenerator',
    'AsyncIterable', 'AsyncIterator', 'Awaitable', 'BinaryIO', 'ByteString', 'Callable',
    'ChainMap', 'ClassVar', 'Collection', 'Concatenate', 'Container', 'ContextManager',
    'Coroutine', 'Counter', 'DefaultDict', 'Deque', 'Dict', 'Final', 'ForwardRef', 'FrozenSet',
    'Generator', 'Generic', 'Hashable', 'IO', 'ItemsView', 'Iterable', 'Iterator', 'KeysView',
    'List', 'Literal', 'LiteralString', 'Mapping', 'MappingView', 'Match', 'MutableMapping',
    'MutableSequence', 'MutableSet', 'NamedTuple', 'Never', 'NewType', 'NoReturn', 'NotRequired',
    'Optional', 'OrderedDict', 'ParamSpec', 'ParamSpecArgs', 'ParamSpecKwargs', 'Pattern',
    'Protocol', 'Required', 'Reversible', 'Self', 'Sequence', 'Set', 'Sized', 'SupportsAbs',
    'SupportsBytes', 'SupportsComplex', 'SupportsFloat', 'SupportsIndex', 'SupportsInt',
    'SupportsRound', 'TYPE_CHECKING', 'Text', 'TextIO', 'Tuple', 'Type', 'TypeAlias',
    'TypeGuard', 'TypeVar', 'TypeVarTuple', 'TypedDict', 'Union', 'Unpack', 'ValuesView',
    'assert_never', 'assert_type', 'cast', 'clear_overloads', 'dataclass_transform', 'final',
    'get_args', 'get_origin', 'get_overloads', 'get_type_hints', 'is_typeddict',
    'no_type_check', 'no_type_check_decorator', 'overload', 'reveal_type', 'runtime_checkable',
]

TYPE_CHECKING = False

_NoneType = type(None)


def _shown(hint):
    """A hint as it stands in the repr of another."""
    if hint is ...:
        return '...'
    if isinstance(hint, type) and not isinstance(hint, types.GenericAlias):
        if hint.__module__ == 'builtins':
            return hint.__qualname__
        return f'{hint.__module__}.{hint.__qualname__}'
    if isinstance(hint, list):
        return '[' + ', '.join(map(_shown, hint)) + ']'
    return repr(hint)


def _converted(hint):
    """None stands for its class, a text for what it will name."""
    if hint is None:
        return _NoneType
    if isinstance(hint, str):
        return ForwardRef(hint)
    return hint


def _parameters_of(arguments):
    """The type variables in arguments, each once, in their order."""
    found = []
    for argument in arguments:
        if isinstance(argument, (TypeVar, ParamSpec, TypeVarTuple)):
            inner = (argument,)
        elif isinstance(argument, (list, tuple)):
            inner = _parameters_of(argument)
        else:
            inner = getattr(argument, '__parameters__', ())
            if not isinstance(inner, tuple):
                inner = ()
        found.extend(one for one in inner if one not in found)
    return tuple(found)


class _Form:
    """A hint that is no class: Union, ClassVar, Literal, ..."""

    def __init__(self, name, subscribe=None, doc=None):
        self._name = name
        self._subscribe = subscribe
        self.__doc__ = doc

    def __repr__(self):
        return 'typing.' + self._name

    def __reduce__(self):
        return self._name

    def __call__(self, *arguments, **named):
        raise TypeError(f'Cannot instantiate {self!r}')

    def __getitem__(self, item):
        if self._subscribe is None:
            raise TypeError(f'{self} is not subscriptable')
        return self._subscribe(self, item)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass {self!r}')

    def __instancecheck__(self, instance):
        raise TypeError(f'{self} cannot be used with isinstance()')

    def __subclasscheck__(self, class_):
        raise TypeError(f'{self} cannot be used with issubclass()')


class _Alias:
    """A hint with arguments: List[int], Union[int, str], Stack[int]."""

    def __init__(self, origin, arguments, name=None):
        self.__origin__ = origin
        self.__args__ = arguments
        self.__parameters__ = _parameters_of(arguments)
        self._name = name
        if name is None:
            self.__module__ = getattr(origin, '__module__', 'typing')
        else:
            self.__module__ = 'typing'

    def __repr__(self):
        name = 'typing.' + self._name if self._name else _shown(self.__origin__)
        if not self.__args__:
            return f'{name}[()]'
        return f'{name}[{", ".join(map(_shown, self.__args__))}]'

    def __eq__(self, other):
        if not isinstance(other, _Alias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__args__ == other.__args__

    def __hash__(self):
        return hash((self.__origin__, self.__args__))

    def __call__(self, *arguments, **named):
        if not isinstance(self.__origin__, type):
            raise TypeError(f'Cannot instantiate {self!r}')
        made = self.__origin__(*arguments, **named)
        try:
            made.__orig_class__ = self
        except (AttributeError, TypeError):
            pass
        return made

    def __getattr__(self, name):
        if name.startswith('__') or '__origin__' not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__origin__, name)

    def __mro_entries__(self, bases):
        if not isinstance(self.__origin__, type):
            raise TypeError(f'Cannot subclass {self!r}')
        if self.__origin__ is Generic and any(
            isinstance(base, _Alias) and base is not self and isinstance(base.__origin__, type)
            and issubclass(base.__origin__, Generic)
            for base in bases
        ):
            return ()
        entries = (self.__origin__,)
        if self._name and self.__parameters__ and Generic not in bases and not any(
            isinstance(base, _Alias) and base.__origin__ in (Generic, Protocol) for base in bases
        ):
            entries += (Generic,)
        return entries

    def __getitem__(self, items):
        """The alias with other hints in the place of its type variables."""
        if not self.__parameters__:
            raise TypeError(f'{self} is not a generic class')
        if not isinstance(items, tuple):
            items = (items,)
        known = dict(zip(self.__parameters__, map(_converted, items)))
        if len(items) != len(self.__parameters__) and not any(
            isinstance(one, TypeVarTuple) for one in self.__parameters__
        ):
            much = 'many' if len(items) > len(self.__parameters__) else 'few'
            raise TypeError(
                f'Too {much} arguments for {self}; actual {len(items)}, '
                f'expected {len(self.__parameters__)}'
            )
        arguments = tuple(_replaced(argument, known) for argument in self.__args__)
        if self.__origin__ is Union:
            return Union[arguments]
        return type(self)(self.__origin__, arguments, self._name)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __instancecheck__(self, instance):
        if self.__origin__ is Union:
            return any(isinstance(instance, one) for one in self.__args__)
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __subclasscheck__(self, class_):
        if self.__origin__ is Union:
            return any(issubclass(class_, one) for one in self.__args__)
        raise TypeError('Subscripted generics cannot be used with class and instance checks')

    def __iter__(self):
        yield Unpack[self]


def _replaced(hint, known):
    if isinstance(hint, (TypeVar, ParamSpec, TypeVarTuple)):
        return known.get(hint, hint)
    if isinstance(hint, list):
        return [_replaced(one, known) for one in hint]
    if isinstance(hint, _Alias) and hint.__parameters__:
        return hint[tuple(known.get(one, one) for one in hint.__parameters__)]
    return hint


class _UnionAlias(_Alias):
    def __repr__(self):
        rest = [one for one in self.__args__ if one is not _NoneType]
        if len(self.__args__) == 2 and len(rest) == 1:
            return f'typing.Optional[{_shown(rest[0])}]'
        return super().__repr__()

    def __eq__(self, other):
        if not isinstance(other, _Alias) or other.__origin__ is not Union:
            return NotImplemented
        return set(self.__args__) == set(other.__args__)

    def __hash__(self):
        return hash(frozenset(self.__args__))


class _CallableAlias(_Alias):
    def __repr__(self):
        *parameters, result = self.__args__
        if len(parameters) == 1 and (
            parameters[0] is ... or isinstance(parameters[0], (ParamSpec, _Alias))
            and not isinstance(parameters[0], _CallableAlias)
            and getattr(parameters[0], '__origin__', Concatenate) is Concatenate
        ):
            return f'typing.Callable[{_shown(parameters[0])}, {_shown(result)}]'
        return f'typing.Callable[[{", ".join(map(_shown, parameters))}], {_shown(result)}]'


class _LiteralAlias(_Alias):
    def __repr__(self):
        return f'typing.Literal[{", ".join(map(repr, self.__args__))}]'

    def __hash__(self):
        return hash(frozenset(self.__args__))


class _AnnotatedAlias(_Alias):
    def __init__(self, origin, metadata):
        super().__init__(origin, (origin,), 'Annotated')
        self.__metadata__ = metadata

    def __repr__(self):
        return f'typing.Annotated[{_shown(self.__origin__)}, {", ".join(map(repr, self.__metadata__))}]'

    def __eq__(self, other):
        if not isinstance(other, _AnnotatedAlias):
            return NotImplemented
        return self.__origin__ == other.__origin__ and self.__metadata__ == other.__metadata__

    def __hash__(self):
        return hash((self.__origin__, self.__metadata__))

    def __getitem__(self, items):
        if not self.__parameters__:
            raise TypeError(f'{self} is not a generic class')
        known = dict(zip(self.__parameters__, items if isinstance(items, tuple) else (items,)))
        return _AnnotatedAlias(_replaced(self.__origin__, known), self.__metadata__)


def _tuple_of(item):
    return item if isinstance(item, tuple) else (item,)


def _one(form, item):
    if isinstance(item, tuple):
        raise TypeError(f'{form} accepts only single type.')
    return _Alias(form, (_converted(item),), form._name)


def _union(form, items):
    if items == ():
        raise TypeError('Cannot take a Union of no types.')
    found = []
    for item in map(_converted, _tuple_of(items)):
        inner = item.__args__ if get_origin(item) in (Union, types.UnionType) else (item,)
        found.extend(one for one in inner if one not in found)
    return found[0] if len(found) == 1 else _UnionAlias(Union, tuple(found), 'Union')


def _literal(form, items):
    found = []
    for item in _tuple_of(items):
        inner = item.__args__ if isinstance(item, _LiteralAlias) else (item,)
        for one in inner:
            if not any(one == known and type(one) is type(known) for known in found):
                found.append(one)
    return _LiteralAlias(form, tuple(found), 'Literal')


def _annotated(form, items):
    if not isinstance(items, tuple) or len(items) < 2:
        raise TypeError(
            'Annotated[...] should be used with at least two arguments '
            '(a type and an annotation).'
        )
    origin, *metadata = items
    origin = _converted(origin)
    if isinstance(origin, _AnnotatedAlias):
        return _AnnotatedAlias(origin.__origin__, origin.__metadata__ + tuple(metadata))
    return _AnnotatedAlias(origin, tuple(metadata))


def _concatenate(form, items):
    return _Alias(form, tuple(map(_converted, _tuple_of(items))), 'Concatenate')


class _AnyMeta(type):
    def __repr__(self):
        return 'typing.Any' if self is Any else super().__repr__()

    def __instancecheck__(self, instance):
        if self is Any:
            raise TypeError('typing.Any cannot be used with isinstance()')
        return super().__instancecheck__(instance)


class Any(metaclass=_AnyMeta):
    """Compatible with every type."""

    def __new__(cls, *arguments, **named):
        if cls is Any:
            raise TypeError('Any cannot be instantiated')
        return super().__new__(cls)


Union = _Form('Union', _union)
Optional = _Form('Optional', lambda form, item: Union[item, None])
ClassVar = _Form('ClassVar', _one)
Final = _Form('Final', _one)
Literal = _Form('Literal', _literal)
Annotated = _Form('Annotated', _annotated)
Concatenate = _Form('Concatenate', _concatenate)
TypeGuard = _Form('TypeGuard', _one)
Required = _Form('Required', _one)
NotRequired = _Form('NotRequired', _one)
Unpack = _Form('Unpack', _one)
NoReturn = _Form('NoReturn')
Never = _Form('Never')
Self = _Form('Self')
LiteralString = _Form('LiteralString')
TypeAlias = _Form('TypeAlias')


class ForwardRef:
    """A hint that is written as text, as what it names is not there yet."""

    def __init__(self, arg, is_argument=True, module=None, *, is_class=False):
        if not isinstance(arg, str):
            raise TypeError(f'Forward reference must be a string -- got {arg!r}')
        self.__forward_arg__ = arg
        self.__forward_evaluated__ = False
        self.__forward_value__ = None
        self.__forward_module__ = module

    def __eq__(self, other):
        if not isinstance(other, ForwardRef):
            return NotImplemented
        return self.__forward_arg__ == other.__forward_arg__

    def __hash__(self):
        return hash(self.__forward_arg__)

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __repr__(self):
        return f'ForwardRef({self.__forward_arg__!r})'


class _Variable:
    def __repr__(self):
        return self.__name__

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')


class TypeVar(_Variable):
    """A type that a generic class or function leaves open."""

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError('Bivariant types are not supported.')
        if constraints and bound is not None:
            raise TypeError('Constraints cannot be combined with bound=...')
        if len(constraints) == 1:
            raise TypeError('A single constraint is not allowed')
        self.__name__ = name
        self.__constraints__ = tuple(map(_converted, constraints))
        self.__bound__ = None if bound is None else _converted(bound)
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)

    def __repr__(self):
        sign = '+' if self.__covariant__ else '-' if self.__contravariant__ else '~'
        return sign + self.__name__


class ParamSpecArgs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f'{self.__origin__.__name__}.args'


class ParamSpecKwargs:
    def __init__(self, origin):
        self.__origin__ = origin

    def __repr__(self):
        return f'{self.__origin__.__name__}.kwargs'


class ParamSpec(_Variable):
    """The parameters that a function leaves open."""

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        self.__name__ = name
        self.__bound__ = None if bound is None else _converted(bound)
        self.__covariant__ = bool(covariant)
        self.__contravariant__ = bool(contravariant)

    @property
    def args(self):
        return ParamSpecArgs(self)

    @property
    def kwargs(self):
        return ParamSpecKwargs(self)

    def __repr__(self):
        sign = '+' if self.__covariant__ else '-' if self.__contravariant__ else '~'
        return sign + self.__name__


class TypeVarTuple(_Variable):
    """Any number of types that a generic class leaves open."""

    def __init__(self, name):
        self.__name__ = name

    def __iter__(self):
        yield Unpack[self]


def _subscribed(class_, items):
    """What ``class_[items]`` is, of a generic class."""
    items = tuple(map(_converted, _tuple_of(items)))
    if class_ in (Generic, Protocol):
        if not items:
            raise TypeError(f'Parameter list to {class_.__qualname__}[...] cannot be empty')
        if not all(
            isinstance(one, (TypeVar, ParamSpec, TypeVarTuple)) or get_origin(one) is Unpack
            for one in items
        ):
            raise TypeError(
                f'Parameters to {class_.__name__}[...] must all be type variables or '
                'parameter specification variables.'
            )
        if len(set(items)) != len(items):
            raise TypeError(f'Parameters to {class_.__name__}[...] must all be unique')
    return _Alias(class_, items)


class Generic:
    """The base of classes that leave types open."""

    __parameters__ = ()

    def __class_getitem__(cls, items):
        return _subscribed(cls, items)

    def __init_subclass__(cls, *arguments, **named):
        super().__init_subclass__(*arguments, **named)
        bases = cls.__dict__.get('__orig_bases__', ())
        found = ()
        for base in bases:
            if isinstance(base, _Alias) and base.__origin__ in (Generic, Protocol):
                found = base.__parameters__
                break
        else:
            found = _parameters_of(bases)
        cls.__parameters__ = found


class _ProtocolMeta(ABCMeta):
    def __instancecheck__(cls, instance):
        if cls.__dict__.get('_is_protocol') and cls is not Protocol:
            if not cls.__dict__.get('_is_runtime_protocol'):
                raise TypeError(
                    'Instance and class checks can only be used with @runtime_checkable protocols'
                )
            if super().__instancecheck__(instance):
                return True
            return all(
                hasattr(instance, name)
                and not (callable(getattr(cls, name, None)) and getattr(instance, name) is None)
                for name in _protocol_members(cls)
            )
        return super().__instancecheck__(instance)

    def __subclasscheck__(cls, other):
        if cls.__dict__.get('_is_protocol') and cls is not Protocol:
            if not cls.__dict__.get('_is_runtime_protocol'):
                raise TypeError(
                    'Instance and class checks can only be used with @runtime_checkable protocols'
                )
            if super().__subclasscheck__(other):
                return True
            return all(
                any(name in base.__dict__ for base in other.__mro__)
                for name in _protocol_members(cls)
            )
        return super().__subclasscheck__(other)


_NOT_MEMBERS = frozenset([
    '__abstractmethods__', '__annotations__', '__dict__', '__doc__', '__init__', '__module__',
    '__new__', '__slots__', '__subclasshook__', '__weakref__', '__class_getitem__',
    '__orig_bases__', '__parameters__', '__init_subclass__', '__qualname__', '__name__',
    '_is_protocol', '_is_runtime_protocol', '_abc_impl', '__hash__', '__eq__',
    '__static_attributes__', '__firstlineno__', '__match_args__',
])


def _protocol_members(class_):
    found = set()
    for base in class_.__mro__:
        if base.__dict__.get('_is_protocol') and base is not Protocol:
            names = list(base.__dict__) + list(base.__dict__.get('__annotations__', ()))
            found.update(
                name for name in names
                if name not in _NOT_MEMBERS and not name.startswith('_abc_')
            )
    return found


def _no_protocol_instances(self, *arguments, **named):
    if type(self).__dict__.get('_is_protocol'):
        raise TypeError('Protocols cannot be instantiated')
    super(Protocol, self).__init__(*arguments, **named)


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of classes that say which methods something must have."""

    _is_protocol = True
    _is_runtime_protocol = False

    def __init_subclass__(cls, *arguments, **named):
        super().__init_subclass__(*arguments, **named)
        cls._is_protocol = any(base is Protocol for base in cls.__bases__)
        if cls._is_protocol and '__init__' not in cls.__dict__:
            cls.__init__ = _no_protocol_instances


def runtime_checkable(cls):
    """Let isinstance() look whether an object has a protocol's members."""
    if not getattr(cls, '_is_protocol', False):
        raise TypeError(
            f'@runtime_checkable can be only applied to protocol classes, got {cls!r}'
        )
    cls._is_runtime_protocol = True
    return cls


class _Collection(_Form):
    """List, Iterable, ...: hints that are named like the classes they stand for."""

    def __init__(self, name, origin, count=1):
        super().__init__(name)
        self.__origin__ = origin
        self._count = count

    def __getitem__(self, items):
        items = tuple(map(_converted, _tuple_of(items)))
        if self._count >= 0 and len(items) != self._count:
            much = 'many' if len(items) > self._count else 'few'
            raise TypeError(
                f'Too {much} arguments for {self}; actual {len(items)}, expected {self._count}'
            )
        return _Alias(self.__origin__, items, self._name)

    def __call__(self, *arguments, **named):
        if self.__origin__.__module__ == 'collections.abc' or self.__origin__ is type:
            raise TypeError(
                f'Type {self._name} cannot be instantiated; use '
                f'{self.__origin__.__name__}() instead'
            )
        return self.__origin__(*arguments, **named)

    def __mro_entries__(self, bases):
        return (self.__origin__,)

    def __instancecheck__(self, instance):
        return isinstance(instance, self.__origin__)

    def __subclasscheck__(self, class_):
        return issubclass(class_, self.__origin__)

    def __getattr__(self, name):
        if name.startswith('__') or '__origin__' not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__origin__, name)


class _TupleForm(_Collection):
    def __getitem__(self, items):
        if items == ():
            return _Alias(tuple, (), 'Tuple')
        return _Alias(tuple, tuple(map(_converted, _tuple_of(items))), 'Tuple')


class _CallableForm(_Collection):
    def __getitem__(self, items):
        if not isinstance(items, tuple) or len(items) != 2:
            raise TypeError('Callable must be used as Callable[[arg, ...], result].')
        parameters, result = items
        if isinstance(parameters, list):
            parameters = tuple(map(_converted, parameters))
        elif parameters is ... or isinstance(parameters, (ParamSpec, _Alias)):
            parameters = (parameters,)
        else:
            raise TypeError(
                'Callable[args, result]: args must be a list. Got ' + repr(parameters)
            )
        return _CallableAlias(self.__origin__, (*parameters, _converted(result)), 'Callable')


_abc = collections.abc
Hashable = _Collection('Hashable', _abc.Hashable, 0)
Sized = _Collection('Sized', _abc.Sized, 0)
ByteString = _Collection('ByteString', _abc.ByteString, 0)
Awaitable = _Collection('Awaitable', _abc.Awaitable)
Coroutine = _Collection('Coroutine', _abc.Coroutine, 3)
AsyncIterable = _Collection('AsyncIterable', _abc.AsyncIterable)
AsyncIterator = _Collection('AsyncIterator', _abc.AsyncIterator)
AsyncGenerator = _Collection('AsyncGenerator', _abc.AsyncGenerator, 2)
Iterable = _Collection('Iterable', _abc.Iterable)
Iterator = _Collection('Iterator', _abc.Iterator)
Reversible = _Collection('Reversible', _abc.Reversible)
Container = _Collection('Container', _abc.Container)
Collection = _Collection('Collection', _abc.Collection)
AbstractSet = _Collection('AbstractSet', _abc.Set)
MutableSet = _Collection('MutableSet', _abc.MutableSet)
Mapping = _Collection('Mapping', _abc.Mapping, 2)
MutableMapping = _Collection('MutableMapping', _abc.MutableMapping, 2)
Sequence = _Collection('Sequence', _abc.Sequence)
MutableSequence = _Collection('MutableSequence', _abc.MutableSequence)
MappingView = _Collection('MappingView', _abc.MappingView)
KeysView = _Collection('KeysView', _abc.KeysView)
ItemsView = _Collection('ItemsView', _abc.ItemsView, 2)
ValuesView = _Collection('ValuesView', _abc.ValuesView)
Generator = _Collection('Generator', _abc.Generator, 3)
Callable = _CallableForm('Callable', _abc.Callable, -1)
Tuple = _TupleForm('Tuple', tuple, -1)
List = _Collection('List', list)
Set = _Collection('Set', set)
FrozenSet = _Collection('FrozenSet', frozenset)
Dict = _Collection('Dict', dict, 2)
Type = _Collection('Type', type)
Deque = _Collection('Deque', collections.deque)
DefaultDict = _Collection('DefaultDict', collections.defaultdict, 2)
OrderedDict = _Collection('OrderedDict', collections.OrderedDict, 2)
Counter = _Collection('Counter', collections.Counter)
ChainMap = _Collection('ChainMap', collections.ChainMap, 2)
Text = str
AnyStr = TypeVar('AnyStr', bytes, str)
T = TypeVar('T')
T_co = TypeVar('T_co', covariant=True)
T_contra = TypeVar('T_contra', contravariant=True)
KT = TypeVar('KT')
VT = TypeVar('VT')


def __getattr__(name):
    """What needs a module of its own, when it is asked for."""
    if name in ('ContextManager', 'AsyncContextManager'):
        import contextlib
        form = _Collection(name, getattr(contextlib, 'Abstract' + name))
    elif name in ('Pattern', 'Match'):
        import re
        form = _Collection(name, getattr(re, name))
    else:
        raise AttributeError(f"module 'typing' has no attribute '{name}'")
    globals()[name] = form
    return form


@runtime_checkable
class SupportsInt(Protocol):
    @abstractmethod
    def __int__(self) -> int:
        pass


@runtime_checkable
class SupportsFloat(Protocol):
    @abstractmethod
    def __float__(self) -> float:
        pass


@runtime_checkable
class SupportsComplex(Protocol):
    @abstractmethod
    def __complex__(self) -> complex:
        pass


@runtime_checkable
class SupportsBytes(Protocol):
    @abstractmethod
    def __bytes__(self) -> bytes:
        pass


@runtime_checkable
class SupportsIndex(Protocol):
    @abstractmethod
    def __index__(self) -> int:
        pass


@runtime_checkable
class SupportsAbs(Protocol[T_co]):
    @abstractmethod
    def __abs__(self) -> T_co:
        pass


@runtime_checkable
class SupportsRound(Protocol[T_co]):
    @abstractmethod
    def __round__(self, ndigits: int = 0) -> T_co:
        pass


class IO(Generic[AnyStr]):
    """What files have in common."""


class BinaryIO(IO[bytes]):
    """A file of bytes."""


class TextIO(IO[str]):
    """A file of text."""


# --------------------------------------------------------------- NamedTuple, TypedDict


def _named_tuple(name, fields, module):
    hints = {field: _converted(hint) for field, hint in fields}
    made = collections.namedtuple(name, hints, module=module)
    made.__annotations__ = hints
    return made


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        if not bases:
            return super().__new__(mcls, name, bases, namespace)
        hints = namespace.get('__annotations__', {})
        defaults = [field for field in hints if field in namespace]
        if list(hints)[len(hints) - len(defaults):] != defaults:
            later = next(
                field for index, field in enumerate(hints)
                if field not in namespace and any(one in namespace for one in list(hints)[:index])
            )
            before = [field for field in list(hints)[:list(hints).index(later)] if field in namespace]
            raise TypeError(
                f'non-default namedtuple field {later} cannot follow default field'
                f'{"s" if len(before) > 1 else ""} {", ".join(before)}'
            )
        made = collections.namedtuple(
            name, hints, defaults=[namespace[field] for field in defaults],
            module=namespace.get('__module__'),
        )
        made.__annotations__ = {field: _converted(hint) for field, hint in hints.items()}
        for key, value in namespace.items():
            if key in ('__new__', '__init__', '__slots__', '__getnewargs__', '_fields',
                       '_field_defaults', '_field_types', '_make', '_replace', '_asdict',
                       '_source'):
                raise AttributeError('Cannot overwrite NamedTuple attribute ' + key)
            if key not in hints and key not in ('__module__', '__qualname__', '__annotations__'):
                setattr(made, key, value)
        return made

    def __call__(cls, typename, fields=None, /, **named):
        if cls is not NamedTuple:
            return super().__call__(typename, fields, **named)
        return _named_tuple(typename, named.items() if fields is None else fields, None)


class NamedTuple(metaclass=_NamedTupleMeta):
    """The base of named tuples whose fields are annotations."""


class _TypedDictMeta(type):
    def __new__(mcls, name, bases, namespace, total=True):
        made = super().__new__(mcls, name, (), {
            key: value for key, value in namespace.items() if key != '__annotations__'
        })
        hints, required, optional = {}, set(), set()
        for base in bases:
            hints.update(getattr(base, '__annotations__', {}))
            required.update(getattr(base, '__required_keys__', ()))
            optional.update(getattr(base, '__optional_keys__', ()))
        for key, hint in namespace.get('__annotations__', {}).items():
            hints[key] = hint = _converted(hint)
            origin = get_origin(hint)
            needed = origin is Required or total and origin is not NotRequired
            (required if needed else optional).add(key)
        made.__annotations__ = hints
        made.__required_keys__ = frozenset(required)
        made.__optional_keys__ = frozenset(optional)
        made.__total__ = total
        return made

    def __call__(cls, *arguments, **named):
        if cls is TypedDict:
            name, fields = arguments[0], arguments[1] if len(arguments) > 1 else named
            total = named.pop('total', True) if len(arguments) > 1 else True
            return _TypedDictMeta(name, (), {'__annotations__': dict(fields)}, total=total)
        return dict(*arguments, **named)

    def __subclasscheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __instancecheck__ = __subclasscheck__


class TypedDict(metaclass=_TypedDictMeta):
    """The base of classes that say which keys a dict has."""


def is_typeddict(tp):
    """Whether it is a class that was made by TypedDict."""
    return isinstance(tp, _TypedDictMeta) and tp is not TypedDict


class NewType:
    """A name of its own for a type: a function that gives back what it is given."""

    def __init__(self, name, tp):
        self.__qualname__ = name
        self.__name__ = name.rpartition('.')[2]
        self.__supertype__ = tp
        self.__module__ = '__main__'

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __call__(self, value, /):
        return value

    def __or__(self, other):
        return Union[self, other]

    def __ror__(self, other):
        return Union[other, self]


# -------------------------------------------------------------------------- functions


def cast(typ, val):
    """The value: a type checker believes that it has the type."""
    return val


def assert_type(val, typ, /):
    """The value: a type checker makes sure that it has the type."""
    return val


def assert_never(arg, /):
    """For what a type checker proves to be never reached."""
    shown = repr(arg)
    if len(shown) > 100:
        shown = shown[:100] + '...'
    raise AssertionError(f'Expected code to be unreachable, but got: {shown}')


def reveal_type(obj, /):
    """The object: says its type on standard error."""
    import sys
    print(f'Runtime type is {type(obj).__name__!r}', file=sys.stderr)
    return obj


def final(f):
    """Say that a class is not to be derived from, or a method not to be replaced."""
    try:
        f.__final__ = True
    except (AttributeError, TypeError):
        pass
    return f


def no_type_check(arg):
    """Say that annotations are no hints."""
    try:
        arg.__no_type_check__ = True
    except (AttributeError, TypeError):
        pass
    return arg


def no_type_check_decorator(decorator):
    """A decorator that does as no_type_check() besides."""
    def wrapped(*arguments, **named):
        return no_type_check(decorator(*arguments, **named))
    return wrapped


def dataclass_transform(**options):
    """Say to a type checker that a decorator makes data classes."""
    def decorate(cls_or_fn):
        cls_or_fn.__dataclass_transform__ = options
        return cls_or_fn
    return decorate


_overloads = {}


def _overload_dummy(*arguments, **named):
    raise NotImplementedError(
        'You should not call an overloaded function. A series of @overload-decorated functions '
        'outside a stub module should always be followed by an implementation that is not '
        '@overload-ed.'
    )


def overload(func):
    """One of several signatures of a function that follows."""
    inner = getattr(func, '__func__', func)
    _overloads.setdefault((inner.__module__, inner.__qualname__), []).append(func)
    return _overload_dummy


def get_overloads(func):
    """The signatures that overload() was given for a function."""
    inner = getattr(func, '__func__', func)
    return list(_overloads.get((inner.__module__, inner.__qualname__), ()))


def clear_overloads():
    """Forget all of them."""
    _overloads.clear()


def get_origin(tp):
    """What a hint is made of: list for List[int], Union for Optional[int]; else None."""
    if isinstance(tp, _AnnotatedAlias):
        return Annotated
    if isinstance(tp, (_Alias, _Collection, types.GenericAlias, ParamSpecArgs, ParamSpecKwargs)):
        return tp.__origin__
    if tp is Generic:
        return Generic
    if isinstance(tp, types.UnionType):
        return types.UnionType
    return None


def get_args(tp):
    """The arguments of a hint, as they were given."""
    if isinstance(tp, _AnnotatedAlias):
        return (tp.__origin__, *tp.__metadata__)
    if isinstance(tp, (_CallableAlias, types.GenericAlias)) and tp.__origin__ is _abc.Callable:
        *parameters, result = tp.__args__
        if len(parameters) == 1 and (
            parameters[0] is ... or isinstance(parameters[0], ParamSpec)
            or get_origin(parameters[0]) is Concatenate
        ):
            return (parameters[0], result)
        return (parameters, result)
    if isinstance(tp, (_Alias, types.GenericAlias, types.UnionType)):
        return tp.__args__
    return ()


def _evaluated(hint, names, own):
    """A hint in which texts have become what they name."""
    if isinstance(hint, str):
        hint = ForwardRef(hint)
    if isinstance(hint, ForwardRef):
        return _evaluated(_converted(eval(hint.__forward_arg__, names, own)), names, own)
    if isinstance(hint, _AnnotatedAlias):
        return _AnnotatedAlias(_evaluated(hint.__origin__, names, own), hint.__metadata__)
    if isinstance(hint, _LiteralAlias):
        return hint
    if isinstance(hint, _Alias):
        arguments = tuple(_evaluated(one, names, own) for one in hint.__args__)
        if hint.__origin__ is Union:
            return Union[arguments]
        return type(hint)(hint.__origin__, arguments, hint._name)
    if isinstance(hint, types.GenericAlias):
        return types.GenericAlias(
            hint.__origin__, tuple(_evaluated(one, names, own) for one in hint.__args__)
        )
    return hint


def _plain(hint):
    """A hint without what Annotated says besides."""
    if isinstance(hint, _AnnotatedAlias):
        return _plain(hint.__origin__)
    if get_origin(hint) in (Required, NotRequired):
        return _plain(hint.__args__[0])
    if isinstance(hint, _Alias) and not isinstance(hint, _LiteralAlias):
        arguments = tuple(map(_plain, hint.__args__))
        if hint.__origin__ is Union:
            return Union[arguments]
        return type(hint)(hint.__origin__, arguments, hint._name)
    return hint


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    """The hints of a class, module or function, by name, with texts evaluated."""
    if getattr(obj, '__no_type_check__', None):
        return {}
    import sys
    found = {}
    if isinstance(obj, type):
        for base in reversed(obj.__mro__):
            module = sys.modules.get(base.__module__)
            names = globalns if globalns is not None else getattr(module, '__dict__', {})
            own = localns if localns is not None else dict(base.__dict__)
            for name, hint in base.__dict__.get('__annotations__', {}).items():
                found[name] = _evaluated(_converted(hint), names, own)
    else:
        inner = obj
        while hasattr(inner, '__wrapped__'):
            inner = inner.__wrapped__
        names = globalns
        if names is None:
            names = getattr(inner, '__globals__', None)
        if names is None:
            names = getattr(obj, '__dict__', {})
        hints = getattr(obj, '__annotations__', None)
        if hints is None:
            raise TypeError(f'{obj!r} is not a module, class, method, or function.')
        for name, hint in hints.items():
            found[name] = _evaluated(_converted(hint), names, localns)
    if include_extras:
        return found
    return {name: _plain(hint) for name, hint in found.items()}
