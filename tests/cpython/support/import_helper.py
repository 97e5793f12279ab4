"""test.support.import_helper for pkhost: see __init__.py."""

import contextlib
import builtins
import sys
import unittest


def import_module(name, deprecated=False, *, required_on=()):
    try:
        return builtins.__import__(name)
    except ImportError as error:
        raise unittest.SkipTest(str(error)) from None


def import_fresh_module(name, fresh=(), blocked=(), deprecated=False):
    """The module itself: there is one of each, in Python or in C, and no second half of it."""
    try:
        found = builtins.__import__(name)
    except ImportError:
        return None
    for part in name.split(".")[1:]:
        found = getattr(found, part)
    return found


@contextlib.contextmanager
def frozen_modules(enabled=True):
    yield


@contextlib.contextmanager
def ready_to_import(name=None, source=""):
    raise unittest.SkipTest("modules are no files")
    yield


def unload(name):
    sys.modules.pop(name, None)


def forget(name):
    unload(name)


class CleanImport:
    """Takes modules out of sys.modules for a while."""

    def __init__(self, *names):
        self.names = names

    def __enter__(self):
        self.before = dict(sys.modules)
        for name in self.names:
            sys.modules.pop(name, None)
        return self

    def __exit__(self, *error):
        sys.modules.update(self.before)


class DirsOnSysPath:
    """Modules are not found in folders."""

    def __init__(self, *paths):
        raise unittest.SkipTest("modules are no files")


def make_legacy_pyc(source):
    raise unittest.SkipTest("modules are no files")
