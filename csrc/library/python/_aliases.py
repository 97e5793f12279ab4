"""The parameters of list[T] and T | None, and what a subscript puts in their place.

Called by types.GenericAlias and types.UnionType (csrc/engine/language/alias_parameters.c).
"""


def _append(found, parameter):
    if parameter not in found:
        found.append(parameter)


def parameters(args):
    """The type variables in the arguments of an alias, each once."""
    found = []
    for arg in args:
        if isinstance(arg, type) and not _is_alias(arg):
            continue
        if hasattr(arg, '__typing_subst__'):
            _append(found, arg)
            continue
        inner = getattr(arg, '__parameters__', ())
        if isinstance(inner, tuple):
            for parameter in inner:
                _append(found, parameter)
    return tuple(found)


def _is_alias(value):
    return type(value).__name__ in ('GenericAlias', 'UnionType', '_CallableGenericAlias')


def _unpacked(item):
    """What is between the brackets, with tuples of known length in the place of *tuple[...]."""
    found = []
    for each in item if isinstance(item, tuple) else (item,):
        inner = None
        if not isinstance(each, type) or _is_alias(each):
            inner = getattr(each, '__typing_unpacked_tuple_args__', None)
        if isinstance(inner, tuple) and not (inner and inner[-1] is ...):
            found.extend(inner)
        else:
            found.append(each)
    return tuple(found)


def substituted(alias, args, item):
    """The arguments of alias[item]."""
    names = alias.__parameters__
    if not names:
        raise TypeError(f'{alias!r} is not a generic class')
    item = _unpacked(item)
    for name in names:
        prepare = getattr(name, '__typing_prepare_subst__', None)
        if prepare is not None:
            item = prepare(alias, item if isinstance(item, tuple) else (item,))
    given = item if isinstance(item, tuple) else (item,)
    if len(given) != len(names):
        raise TypeError(
            f'Too {"many" if len(given) > len(names) else "few"} arguments for {alias!r}; '
            f'actual {len(given)}, expected {len(names)}'
        )
    found = []
    for arg in args:
        if isinstance(arg, type) and not _is_alias(arg):
            found.append(arg)
            continue
        unpacks = getattr(arg, '__typing_is_unpacked_typevartuple__', False)
        put = getattr(arg, '__typing_subst__', None)
        if put is not None:
            arg = put(given[names.index(arg)])
        else:
            arg = _inside(arg, names, given)
        if unpacks:
            found.extend(arg)
        else:
            found.append(arg)
    return tuple(found)


def _inside(arg, names, given):
    inner = getattr(arg, '__parameters__', None)
    if not isinstance(inner, tuple) or not inner:
        return arg
    found = []
    for each in inner:
        if each not in names:
            found.append(each)
            continue
        at = names.index(each)
        if hasattr(type(names[at]), '__iter__') and isinstance(given[at], tuple):
            found.extend(given[at])
        else:
            found.append(given[at])
    return arg[tuple(found)]


def union(members):
    """members[0] | members[1] | ..."""
    found, *rest = members
    for each in rest:
        found = found | each
    return found


def call(alias, args, kwargs):
    """alias(*args, **kwargs)"""
    made = alias.__origin__(*args, **kwargs)
    try:
        made.__orig_class__ = alias
    except (AttributeError, TypeError):
        pass
    return made


def reduce(alias):
    """How copies are made."""
    if alias.__unpacked__:
        return next, (iter(type(alias)(alias.__origin__, alias.__args__)),)
    return type(alias), (alias.__origin__, alias.__args__)
