"""The classes of functions, modules, generators and so on, and ways to make classes.

CPython's own types.py takes its tracebacks, frames and descriptors apart to find their classes.
"""

import sys

__all__ = [
    'AsyncGeneratorType', 'BuiltinFunctionType', 'BuiltinMethodType', 'CellType',
    'ClassMethodDescriptorType', 'CodeType', 'CoroutineType', 'DynamicClassAttribute',
    'EllipsisType', 'FrameType', 'FunctionType', 'GeneratorType', 'GenericAlias',
    'GetSetDescriptorType', 'LambdaType', 'MappingProxyType', 'MemberDescriptorType',
    'MethodDescriptorType', 'MethodType', 'MethodWrapperType', 'ModuleType', 'NoneType',
    'NotImplementedType', 'SimpleNamespace', 'TracebackType', 'UnionType',
    'WrapperDescriptorType', 'coroutine', 'new_class', 'prepare_class', 'resolve_bases',
]


def _of(name, make):
    """The class of what a function makes; where there is nothing of the kind, one of no objects."""
    try:
        return type(make())
    except (AttributeError, KeyError, TypeError, NameError):
        return type(name, (), {'__module__': 'types'})


def _function():
    yield


class _Class:
    __slots__ = ('member',)

    def method(self):
        pass


async def _coroutine():
    pass


async def _async_generator():
    yield


def _cell():
    variable = None

    def inner():
        return variable
    return inner.__closure__[0]


def _traceback():
    try:
        raise TypeError
    except TypeError as error:
        return error.__traceback__


FunctionType = LambdaType = type(_function)
CodeType = _of('code', lambda: _function.__code__)
GeneratorType = type(_function())
_awaited = _coroutine()
CoroutineType = type(_awaited)
_awaited.close()
AsyncGeneratorType = type(_async_generator())
MethodType = type(_Class().method)
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = _of('method_descriptor', lambda: str.join)
WrapperDescriptorType = _of('wrapper_descriptor', lambda: object.__init__)
MethodWrapperType = _of('method-wrapper', lambda: object().__str__)
ClassMethodDescriptorType = _of('classmethod_descriptor', lambda: dict.__dict__['fromkeys'])
ModuleType = type(sys)
NoneType = type(None)
NotImplementedType = type(NotImplemented)
EllipsisType = type(...)
GenericAlias = type(list[int])
UnionType = type(int | str)
MappingProxyType = type(type.__dict__)
CellType = _of('cell', _cell)
TracebackType = _of('traceback', _traceback)
FrameType = _of('frame', lambda: _traceback().tb_frame)
GetSetDescriptorType = _of('getset_descriptor', lambda: type(_function).__dict__['__code__'])
MemberDescriptorType = _of('member_descriptor', lambda: _Class.__dict__['member'])

del _function, _Class, _coroutine, _async_generator, _awaited, _cell, _traceback


_shown = set()  # the namespaces whose __repr__() is under way


class SimpleNamespace:
    """An object whose attributes are what it was made with."""

    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = 'namespace' if type(self) is SimpleNamespace else type(self).__name__
        if id(self) in _shown:
            return f'{name}(...)'
        _shown.add(id(self))
        try:
            shown = ', '.join(f'{key}={value!r}' for key, value in self.__dict__.items())
        finally:
            _shown.discard(id(self))
        return f'{name}({shown})'

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None


class DynamicClassAttribute:
    """A property of instances alone: on the class, the name is looked up by its metaclass."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or getattr(fget, '__doc__', None)
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        if self.fget is None:
            raise AttributeError('unreadable attribute')
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        doc = fget.__doc__ if self.overwrite_doc else None
        made = type(self)(fget, self.fset, self.fdel, doc or self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made

    def setter(self, fset):
        made = type(self)(self.fget, fset, self.fdel, self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made

    def deleter(self, fdel):
        made = type(self)(self.fget, self.fset, fdel, self.__doc__)
        made.overwrite_doc = self.overwrite_doc
        return made


def resolve_bases(bases):
    """The bases of a class, in which each that is no class has said what stands for it."""
    found = []
    for base in bases:
        if isinstance(base, type) and not isinstance(base, GenericAlias):
            found.append(base)
        elif hasattr(base, '__mro_entries__'):
            found.extend(base.__mro_entries__(bases))
        else:
            found.append(base)
    return bases if len(found) == len(bases) and all(
        one is other for one, other in zip(found, bases)
    ) else tuple(found)


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, the namespace and the keywords that a class statement would use."""
    kwds = dict(kwds or {})
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        for base in bases:
            other = type(base)
            if issubclass(meta, other):
                continue
            if not issubclass(other, meta):
                raise TypeError(
                    'metaclass conflict: the metaclass of a derived class must be a (non-strict) '
                    'subclass of the metaclasses of all its bases'
                )
            meta = other
    if hasattr(meta, '__prepare__'):
        namespace = meta.__prepare__(name, bases, **kwds)
    else:
        namespace = {}
    return meta, namespace, kwds


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Make a class as a class statement would; exec_body fills its namespace."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace['__orig_bases__'] = bases
    return meta(name, resolved, namespace, **kwds)


def coroutine(func):
    """A generator function, whose generators can be awaited; of another function, what it returns."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    from _awaitables import mark
    if isinstance(func, FunctionType) and mark(func):
        return func

    import functools

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if isinstance(made, CoroutineType) or (
            isinstance(made, GeneratorType) and made.gi_code.co_flags & _ITERABLE_COROUTINE
        ):
            return made
        from collections.abc import Coroutine, Generator
        if isinstance(made, Generator) and not isinstance(made, Coroutine):
            return _GeneratorWrapper(made)
        return made

    return wrapped


_ITERABLE_COROUTINE = 0x100


class _GeneratorWrapper:
    """What does as a generator, as an awaitable."""

    def __init__(self, gen):
        self.__wrapped = gen
        self.__isgen = isinstance(gen, GeneratorType)
        self.__name__ = getattr(gen, '__name__', None)
        self.__qualname__ = getattr(gen, '__qualname__', None)

    def send(self, val):
        return self.__wrapped.send(val)

    def throw(self, tp, *rest):
        return self.__wrapped.throw(tp, *rest)

    def close(self):
        return self.__wrapped.close()

    @property
    def gi_code(self):
        return self.__wrapped.gi_code

    @property
    def gi_frame(self):
        return self.__wrapped.gi_frame

    @property
    def gi_running(self):
        return self.__wrapped.gi_running

    @property
    def gi_yieldfrom(self):
        return self.__wrapped.gi_yieldfrom

    cr_code, cr_frame, cr_running, cr_await = gi_code, gi_frame, gi_running, gi_yieldfrom

    def __next__(self):
        return next(self.__wrapped)

    def __iter__(self):
        return self.__wrapped if self.__isgen else self

    __await__ = __iter__
