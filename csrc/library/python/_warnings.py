"""What the module warnings begins with: the filters, without patterns to compile.

CPython has this in C.  Here the functions are those that warnings itself has for an interpreter
without it; but made without this module, its filters would cost the import of re.
"""

import warnings as _warnings

_defaultaction = 'default'
_onceregistry = {}


class _Named:
    """Stands for a pattern that one name matches alone."""

    def __init__(self, name):
        self._name = name

    def match(self, text):
        """Whether a text is the name, or begins with it, as with a pattern."""
        return text.startswith(self._name)

    def __eq__(self, other):
        return isinstance(other, _Named) and self._name == other._name

    def __hash__(self):
        return hash(self._name)


filters = [
    ('default', None, DeprecationWarning, _Named('__main__'), 0),
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]

warn = _warnings.warn
warn_explicit = _warnings.warn_explicit
_warnings._filters_version = 1


def _filters_mutated():
    """The filters are others: what each module has warned of by them counts no more."""
    _warnings._filters_version += 1
