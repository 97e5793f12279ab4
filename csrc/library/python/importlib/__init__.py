"""Importing by a name that a program finds out, https://docs.python.org/3.11/library/importlib.html

Where modules come from is the engine's matter and the host's: there are no finders and no loaders.
"""

import sys

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

__import__ = __import__


def _absolute(name, package):
    level = len(name) - len(name.lstrip('.'))
    if not level:
        return name
    if not package:
        raise TypeError('the \'package\' argument is required to perform a relative import for '
                        f'{name!r}')
    parts = package.rsplit('.', level - 1)
    if len(parts) < level:
        raise ImportError('attempted relative import beyond top-level package')
    return f'{parts[0]}.{name[level:]}' if name[level:] else parts[0]


def import_module(name, package=None):
    """The module of a name, which may be relative to a package."""
    return __import__(_absolute(name, package), fromlist=['*'])


def reload(module):
    """Run a module's body again.  Names that it no longer defines stay."""
    name = getattr(module, '__name__', None)
    if not isinstance(module, type(sys)):
        raise TypeError('reload() argument must be a module')
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    del sys.modules[name]
    try:
        module.__dict__.update(import_module(name).__dict__)
    finally:
        sys.modules[name] = module
    return module


def invalidate_caches():
    """There are none."""
