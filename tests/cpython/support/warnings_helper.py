"""test.support.warnings_helper for pkhost: see __init__.py."""

import contextlib
import re
import unittest
import warnings


class WarningsRecorder:
    """The warnings of a block; attributes of the recorder are those of the last one."""

    def __init__(self, warnings_list):
        self._warnings = warnings_list
        self._last = 0

    def __getattr__(self, name):
        if len(self._warnings) > self._last:
            return getattr(self._warnings[-1], name)
        if name in ("message", "category", "filename", "lineno"):
            return None
        raise AttributeError(name)

    @property
    def warnings(self):
        return self._warnings[self._last :]

    def reset(self):
        self._last = len(self._warnings)


@contextlib.contextmanager
def check_warnings(*filters, quiet=None):
    if quiet is None:
        quiet = not filters
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        yield WarningsRecorder(seen)
    left = list(seen)
    for message, category in filters or (("", Warning),):
        found = [
            each
            for each in left
            if re.match(message, str(each.message), re.I) and issubclass(each.category, category)
        ]
        if not found and not quiet:
            raise AssertionError("no warning (%r, %s)" % (message, category.__name__))
        left = [each for each in left if each not in found]
    if left and filters:
        raise AssertionError("a warning that was not expected: %s" % left[0].message)


@contextlib.contextmanager
def check_no_warnings(case, message="", category=Warning, force_gc=False):
    with warnings.catch_warnings(record=True) as seen:
        warnings.filterwarnings("always", message=message, category=category)
        yield
    case.assertEqual(seen, [])


check_no_resource_warning = check_no_warnings


def ignore_warnings(*, category):
    def decorator(function):
        def wrapper(*args, **kwargs):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", category=category)
                return function(*args, **kwargs)

        wrapper.__name__ = function.__name__
        return wrapper

    return decorator


@contextlib.contextmanager
def save_restore_warnings_filters():
    before = warnings.filters[:]
    try:
        yield
    finally:
        warnings.filters[:] = before


def check_syntax_warning(case, statement, errtext="", *, lineno=1, offset=None):
    raise unittest.SkipTest("no warnings of syntax")


def import_deprecated(name):
    import builtins

    return builtins.__import__(name)
