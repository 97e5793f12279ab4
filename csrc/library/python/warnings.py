"""Warnings: lines on standard error, each once, or exceptions if a program wants that.

CPython's warnings.py looks for the place of a warning in frames, which code cannot see here.
"""

import sys

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings',
           'simplefilter', 'resetwarnings', 'catch_warnings']

_ACTIONS = ('default', 'error', 'ignore', 'always', 'module', 'once')
_DEFAULT = [
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]
filters = list(_DEFAULT)
defaultaction = 'default'
onceregistry = {}
_seen = set()


class WarningMessage:
    """What is known of a warning."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (
            f'{{message : {self.message!r}, category : {self._category_name!r}, filename : '
            f'{self.filename!r}, lineno : {self.lineno}, line : {self.line!r}}}'
        )


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as text."""
    text = f'{filename}:{lineno}: {category.__name__}: {message}\n'
    return f'{text}  {line.strip()}\n' if line else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning where warnings go."""
    (file or sys.stderr).write(formatwarning(message, category, filename, lineno, line))


_showwarning = showwarning


def _matches(entry, text, category, module, lineno):
    action, message, wanted, in_module, line = entry
    return (
        (message is None or message.match(text) is not None)
        and issubclass(category, wanted)
        and (in_module is None or in_module.match(module) is not None)
        and line in (0, lineno)
    )


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Warn of a place that is given."""
    module = module or filename.removesuffix('.py')
    if isinstance(message, Warning):
        category, text = type(message), str(message)
    else:
        text = message
        message = category(message)
    action = next(
        (entry[0] for entry in filters if _matches(entry, text, category, module, lineno)),
        defaultaction,
    )
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    if action != 'always':
        key = {
            'once': (text, category), 'module': (text, category, module),
        }.get(action, (text, category, module, lineno))
        if key in _seen:
            return
        _seen.add(key)
    found = WarningMessage(message, category, filename, lineno, source=source)
    if catch_warnings._logs:
        log = catch_warnings._logs[-1]
        if log is not None:
            log.append(found)
            return
    showwarning(found.message, found.category, found.filename, found.lineno, found.file, found.line)


def warn(message, category=None, stacklevel=1, source=None):
    """Warn of what is done in the caller's place."""
    if isinstance(message, Warning):
        category = type(message)
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(
            f"category must be a Warning subclass, not '{type(category).__name__}'"
        )
    filename, lineno, module = 'sys', 1, 'sys'
    frame = getattr(sys, '_getframe', None)
    if frame is not None:
        try:
            frame = frame(max(stacklevel, 1))
            filename, lineno = frame.f_code.co_filename, frame.f_lineno
            module = frame.f_globals.get('__name__', '<string>')
        except (ValueError, AttributeError):
            pass
    warn_explicit(message, category, filename, lineno, module, source=source)


def _pattern(text, flags=0):
    if not text:
        return None
    import re
    return re.compile(text, flags)


def _enter(entry, append):
    global filters
    if append:
        if entry not in filters:
            filters.append(entry)
    else:
        if entry in filters:
            filters.remove(entry)
        filters.insert(0, entry)


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Say what is to be done with warnings whose text and place match patterns."""
    if action not in _ACTIONS:
        raise AssertionError(f'invalid action: {action!r}')
    import re
    _enter((action, _pattern(message, re.I), category, _pattern(module), lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Say what is to be done with warnings of a class."""
    if action not in _ACTIONS:
        raise AssertionError(f'invalid action: {action!r}')
    _enter((action, None, category, None, lineno), append)


def resetwarnings():
    """Forget all that was said."""
    filters[:] = []


class catch_warnings:
    """In its block, what is said of warnings holds for the block alone."""

    _logs = []

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0,
                 append=False):
        self._record = record
        self._filter = None if action is None else (action, category, lineno, append)

    def __enter__(self):
        self._filters = list(filters)
        self._before = set(_seen)
        log = [] if self._record else None
        catch_warnings._logs.append(log)
        _seen.clear()
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exception):
        catch_warnings._logs.pop()
        filters[:] = self._filters
        _seen.clear()
        _seen.update(self._before)


def _filters_mutated():
    pass


def _deprecated(name, message='', *, remove=None, _version=None):
    warn(message or name, DeprecationWarning, stacklevel=3)
