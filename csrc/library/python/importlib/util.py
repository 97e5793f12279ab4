"""What is known of modules before they are imported: whether they can be."""

import sys
from importlib import _absolute
from types import SimpleNamespace


def resolve_name(name, package):
    """The whole name of a module that is named from within a package."""
    if name.startswith('.') and not package:
        raise ImportError(f'no package specified for {name!r} (required for relative module names)')
    return _absolute(name, package)


def find_spec(name, package=None):
    """Of a module, its name; None of one that is not there.  It is imported to find that out."""
    name = _absolute(name, package)
    if name not in sys.modules:
        try:
            __import__(name)
        except ImportError:
            return None
    return SimpleNamespace(name=name, origin=None, loader=None)
