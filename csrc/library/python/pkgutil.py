"""What packages have in them is the engine's matter and the host's; objects can be found by name."""

from importlib import import_module

__all__ = ['resolve_name']


def resolve_name(name):
    """The object that 'package.module:object.attribute', or the same with a dot, names."""
    path, colon, attributes = name.partition(':')
    parts = path.split('.')
    inner = attributes.split('.') if attributes else []
    if not all(part.isidentifier() for part in parts + inner):
        raise ValueError(f'invalid format: {name!r}')
    if colon:
        found = import_module(path)
    else:
        found = import_module(parts[0])
        for count, part in enumerate(parts[1:], 2):
            try:
                found = import_module('.'.join(parts[:count]))
            except ImportError:
                inner = parts[count - 1:]
                break
    for part in inner:
        found = getattr(found, part)
    return found
