"""With what a function can be called."""

import enum
import sys
import types
from collections import namedtuple
from keyword import iskeyword

from ._kinds import CO_VARARGS, CO_VARKEYWORDS, isclass, isfunction, ismethod
from ._members import unwrap

__name__ = "inspect"


class _empty:
    """No default, no annotation."""


class _void:
    """An argument that is not given."""


class _ParameterKind(enum.IntEnum):
    POSITIONAL_ONLY = 0
    POSITIONAL_OR_KEYWORD = 1
    VAR_POSITIONAL = 2
    KEYWORD_ONLY = 3
    VAR_KEYWORD = 4

    def __str__(self):
        return self.name

    @property
    def description(self):
        return (
            "positional-only",
            "positional or keyword",
            "variadic positional",
            "keyword-only",
            "variadic keyword",
        )[self.value]


_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD, _VAR_POSITIONAL, _KEYWORD_ONLY, _VAR_KEYWORD = (
    _ParameterKind
)


def formatannotation(annotation, base_module=None):
    """An annotation as it would be written."""
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, types.GenericAlias):
        return str(annotation)
    if isinstance(annotation, type):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return f"{annotation.__module__}.{annotation.__qualname__}"
    return repr(annotation)


class Parameter:
    """A parameter of a function."""

    __slots__ = ("_name", "_kind", "_default", "_annotation")

    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _empty

    def __init__(self, name, kind, *, default=_empty, annotation=_empty):
        self._kind = _ParameterKind(kind)
        if default is not _empty and self._kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{self._kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if iskeyword(name) and self._kind is not _POSITIONAL_ONLY or not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self._name = name
        self._default = default
        self._annotation = annotation

    name = property(lambda self: self._name)
    kind = property(lambda self: self._kind)
    default = property(lambda self: self._default)
    annotation = property(lambda self: self._annotation)

    def replace(self, *, name=_void, kind=_void, annotation=_void, default=_void):
        return type(self)(
            self._name if name is _void else name,
            self._kind if kind is _void else kind,
            default=self._default if default is _void else default,
            annotation=self._annotation if annotation is _void else annotation,
        )

    def __str__(self):
        text = self._name
        if self._annotation is not _empty:
            text += f": {formatannotation(self._annotation)}"
        if self._default is not _empty:
            text += (
                f" = {self._default!r}"
                if self._annotation is not _empty
                else (f"={self._default!r}")
            )
        return {_VAR_POSITIONAL: "*", _VAR_KEYWORD: "**"}.get(self._kind, "") + text

    def __repr__(self):
        return f'<{type(self).__name__} "{self}">'

    def __eq__(self, other):
        if not isinstance(other, Parameter):
            return NotImplemented
        return (self._name, self._kind, self._default, self._annotation) == (
            other._name,
            other._kind,
            other._default,
            other._annotation,
        )

    def __hash__(self):
        return hash((self._name, self._kind))


class BoundArguments:
    """Arguments, each with its parameter."""

    __slots__ = ("arguments", "_signature")

    def __init__(self, signature, arguments):
        self.arguments = arguments
        self._signature = signature

    signature = property(lambda self: self._signature)

    @property
    def args(self):
        found = []
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_KEYWORD_ONLY, _VAR_KEYWORD) or name not in self.arguments:
                break
            if parameter.kind is _VAR_POSITIONAL:
                found.extend(self.arguments[name])
            else:
                found.append(self.arguments[name])
        return tuple(found)

    @property
    def kwargs(self):
        found, by_name = {}, False
        for name, parameter in self._signature.parameters.items():
            if parameter.kind in (_KEYWORD_ONLY, _VAR_KEYWORD) or name not in self.arguments:
                by_name = True
            if not by_name or name not in self.arguments:
                continue
            if parameter.kind is _VAR_KEYWORD:
                found.update(self.arguments[name])
            else:
                found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        found = {}
        for name, parameter in self._signature.parameters.items():
            if name in self.arguments:
                found[name] = self.arguments[name]
            elif parameter.default is not _empty:
                found[name] = parameter.default
            elif parameter.kind is _VAR_POSITIONAL:
                found[name] = ()
            elif parameter.kind is _VAR_KEYWORD:
                found[name] = {}
        self.arguments = found

    def __eq__(self, other):
        if not isinstance(other, BoundArguments):
            return NotImplemented
        return self.arguments == other.arguments and self._signature == other._signature

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<{type(self).__name__} ({shown})>"


class Signature:
    """What a function can be called with."""

    __slots__ = ("_parameters", "_return_annotation")

    empty = _empty

    def __init__(self, parameters=None, *, return_annotation=_empty):
        found, last, has_default = {}, _POSITIONAL_ONLY, False
        for parameter in parameters or ():
            if parameter.kind < last:
                raise ValueError(
                    f"wrong parameter order: {last.description} parameter before "
                    f"{parameter.kind.description} parameter"
                )
            last = parameter.kind
            if last in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
                if parameter.default is not _empty:
                    has_default = True
                elif has_default:
                    raise ValueError("non-default argument follows default argument")
            if parameter.name in found:
                raise ValueError(f"duplicate parameter name: {parameter.name!r}")
            found[parameter.name] = parameter
        self._parameters = types.MappingProxyType(found)
        self._return_annotation = return_annotation

    parameters = property(lambda self: self._parameters)
    return_annotation = property(lambda self: self._return_annotation)

    @classmethod
    def from_callable(cls, obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
        return _signature_of(obj, follow_wrapped, cls)

    def replace(self, *, parameters=_void, return_annotation=_void):
        return type(self)(
            self._parameters.values() if parameters is _void else parameters,
            return_annotation=(
                self._return_annotation if return_annotation is _void else return_annotation
            ),
        )

    def bind(self, /, *args, **kwargs):
        return self._bind(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bind(args, kwargs, True)

    def _bind(self, args, kwargs, partial):
        found, given = {}, list(args)
        kwargs = dict(kwargs)
        rest = None
        for name, parameter in self._parameters.items():
            kind = parameter.kind
            if kind is _VAR_KEYWORD:
                rest = name
            elif kind is _VAR_POSITIONAL:
                if given:
                    found[name] = tuple(given)
                given = []
            elif kind is not _KEYWORD_ONLY and given:
                if name in kwargs and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                found[name] = given.pop(0)
            elif name in kwargs and kind is not _POSITIONAL_ONLY:
                found[name] = kwargs.pop(name)
            elif kind is _POSITIONAL_ONLY and name in kwargs and parameter.default is _empty:
                raise TypeError(
                    f"{name!r} parameter is positional only, but was passed as a keyword"
                )
            elif parameter.default is _empty and not partial:
                what = "keyword-only " if kind is _KEYWORD_ONLY else ""
                raise TypeError(f"missing a required {what}argument: {name!r}")
        if given:
            raise TypeError("too many positional arguments")
        if kwargs:
            if rest is None:
                raise TypeError(f"got an unexpected keyword argument {next(iter(kwargs))!r}")
            found[rest] = kwargs
        return BoundArguments(self, found)

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        return (
            list(self._parameters.values()) == list(other._parameters.values())
            and self._return_annotation == other._return_annotation
        )

    def __hash__(self):
        return hash(tuple(self._parameters.values()))

    def __str__(self):
        found, slash, star = [], False, False
        for parameter in self._parameters.values():
            kind = parameter.kind
            if kind is _POSITIONAL_ONLY:
                slash = True
            elif slash:
                found.append("/")
                slash = False
            if kind is _VAR_POSITIONAL:
                star = True
            elif kind is _KEYWORD_ONLY and not star:
                found.append("*")
                star = True
            found.append(str(parameter))
        if slash:
            found.append("/")
        text = f"({', '.join(found)})"
        if self._return_annotation is not _empty:
            text += f" -> {formatannotation(self._return_annotation)}"
        return text

    def __repr__(self):
        return f"<{type(self).__name__} {self}>"


def _signature_of_function(function, cls):
    code = function.__code__
    names = code.co_varnames
    count, only, named = code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount
    hints = getattr(function, "__annotations__", None) or {}
    defaults = function.__defaults__ or ()
    named_defaults = function.__kwdefaults__ or {}
    found = []
    for at, name in enumerate(names[:count]):
        back = at - (count - len(defaults))
        found.append(
            Parameter(
                name,
                _POSITIONAL_ONLY if at < only else _POSITIONAL_OR_KEYWORD,
                default=defaults[back] if back >= 0 else _empty,
                annotation=hints.get(name, _empty),
            )
        )
    at = count + named
    if code.co_flags & CO_VARARGS:
        name = names[at]
        found.append(Parameter(name, _VAR_POSITIONAL, annotation=hints.get(name, _empty)))
        at += 1
    for name in names[count : count + named]:
        found.append(
            Parameter(
                name,
                _KEYWORD_ONLY,
                default=named_defaults.get(name, _empty),
                annotation=hints.get(name, _empty),
            )
        )
    if code.co_flags & CO_VARKEYWORDS:
        name = names[at]
        found.append(Parameter(name, _VAR_KEYWORD, annotation=hints.get(name, _empty)))
    return cls(found, return_annotation=hints.get("return", _empty))


def _without_first(signature):
    parameters = list(signature.parameters.values())
    if not parameters or parameters[0].kind in (_VAR_KEYWORD, _KEYWORD_ONLY):
        raise ValueError("invalid method signature")
    if parameters[0].kind is not _VAR_POSITIONAL:
        del parameters[0]
    return signature.replace(parameters=parameters)


def _signature_of_partial(obj, follow, cls):
    signature = _signature_of(obj.func, follow, cls)
    bound = signature.bind_partial(*obj.args, **obj.keywords)
    found, named = [], False
    for name, parameter in signature.parameters.items():
        if name in bound.arguments and parameter.kind not in (_VAR_POSITIONAL, _VAR_KEYWORD):
            if name not in obj.keywords:
                continue
            parameter = parameter.replace(default=bound.arguments[name], kind=_KEYWORD_ONLY)
            named = True
        elif named and parameter.kind is _POSITIONAL_OR_KEYWORD:
            parameter = parameter.replace(kind=_KEYWORD_ONLY)
        elif named and parameter.kind is _VAR_POSITIONAL:
            continue
        found.append(parameter)
    return signature.replace(parameters=found)


def _signature_of(obj, follow, cls):
    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(_signature_of(obj.__func__, follow, cls))
    if follow:
        obj = unwrap(obj, stop=lambda one: hasattr(one, "__signature__"))
        if ismethod(obj):
            return _signature_of(obj, follow, cls)
    known = getattr(obj, "__signature__", None)
    if known is not None:
        return known
    if isfunction(obj):
        return _signature_of_function(obj, cls)
    if type(obj).__name__ == "partial" and hasattr(obj, "keywords"):
        return _signature_of_partial(obj, follow, cls)
    if isinstance(obj, type):
        for base in obj.__mro__:
            for name in ("__new__", "__init__"):
                method = base.__dict__.get(name)
                method = getattr(method, "__func__", method)
                if isfunction(method):
                    return _without_first(_signature_of(method, follow, cls))
        if object.__init__ is getattr(obj, "__init__", None):
            return cls()
        raise ValueError(f"no signature found for builtin type {obj!r}")
    call = getattr(type(obj), "__call__", None)
    if isfunction(call):
        return _without_first(_signature_of(call, follow, cls))
    raise ValueError(f"no signature found for builtin {obj!r}")


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    """What something can be called with."""
    return _signature_of(obj, follow_wrapped, Signature)


FullArgSpec = namedtuple(
    "FullArgSpec", "args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, annotations"
)
ArgInfo = namedtuple("ArgInfo", "args varargs keywords locals")
ClosureVars = namedtuple("ClosureVars", "nonlocals globals builtins unbound")
Attribute = namedtuple("Attribute", "name kind defining_class object")


def getfullargspec(func):
    """The names and defaults of a function's parameters."""
    try:
        found = _signature_of(func, False, Signature)
    except Exception as error:
        raise TypeError("unsupported callable") from error
    args, defaults, kwonly, kwdefaults, hints = [], [], [], {}, {}
    varargs = varkw = None
    if ismethod(func):
        args.append(func.__func__.__code__.co_varnames[0])
    for name, parameter in found.parameters.items():
        kind = parameter.kind
        if kind in (_POSITIONAL_ONLY, _POSITIONAL_OR_KEYWORD):
            args.append(name)
            if parameter.default is not _empty:
                defaults.append(parameter.default)
        elif kind is _VAR_POSITIONAL:
            varargs = name
        elif kind is _KEYWORD_ONLY:
            kwonly.append(name)
            if parameter.default is not _empty:
                kwdefaults[name] = parameter.default
        else:
            varkw = name
        if parameter.annotation is not _empty:
            hints[name] = parameter.annotation
    if found.return_annotation is not _empty:
        hints["return"] = found.return_annotation
    return FullArgSpec(
        args, varargs, varkw, tuple(defaults) or None, kwonly, kwdefaults or None, hints
    )


def getcallargs(func, /, *positional, **named):
    """The arguments of a call, by name."""
    bound = signature(func).bind(*positional, **named)
    bound.apply_defaults()
    found = dict(bound.arguments)
    if ismethod(func):
        found[func.__func__.__code__.co_varnames[0]] = func.__self__
    return found


def get_annotations(obj, *, globals=None, locals=None, eval_str=False):
    """The annotations of a class, module or function."""
    hints = (
        obj.__dict__.get("__annotations__")
        if isclass(obj)
        else (getattr(obj, "__annotations__", None))
    )
    found = dict(hints or {})
    if eval_str:
        scope = globals if globals is not None else getattr(obj, "__globals__", {})
        found = {
            name: eval(hint, scope, locals) if isinstance(hint, str) else hint
            for name, hint in found.items()
        }
    return found


def currentframe():
    """No frame: code cannot see the frames that run it."""
    return sys._getframe(1) if hasattr(sys, "_getframe") else None


def stack(context=1):
    return []


def trace(context=1):
    return []
