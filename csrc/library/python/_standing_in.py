"""Modules that are not there, in the place of which others can be imported all the same.

CPython's logging.handlers imports socket and pickle for handlers that few scripts use.  While it
is imported, something stands there that raises the error of the missing module when it is used.
"""

import importlib
import sys


class _Class:
    """A class to derive from, which nobody can make an instance of."""

    def __init__(self, *arguments, **named):
        importlib.import_module(self._of)


class _Module:
    """In the place of a module: each use of it is the import that fails."""

    def __init__(self, name, *classes):
        self.__name__ = name
        for each in classes:
            setattr(self, each, type(each, (_Class,), {'_of': name}))

    def __getattr__(self, name):
        return getattr(importlib.import_module(self.__name__), name)


class standing_in:
    """With statement: the import of a module that is not there gives what stands in for it."""

    def __init__(self, **classes):
        self._classes = classes

    def __enter__(self):
        self._before = {name: sys.modules.get(name) for name in self._classes}
        for name, classes in self._classes.items():
            sys.modules[name] = _Module(name, *classes)

    def __exit__(self, *error):
        for name, before in self._before.items():
            if before is None:
                del sys.modules[name]
            else:
                sys.modules[name] = before
