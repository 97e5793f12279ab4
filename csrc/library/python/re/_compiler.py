"""Makes numbers of patterns for _sre: CPython's own does it (re._compiling), once they are wanted.

Modules of the library have patterns made while they are imported, and most scripts use none of them.
Those get their numbers when they are first used (_sre.later).  All others are made at once, as an
error in them is to be raised where they are written.
"""

import sys

import _sre
from ._constants import *
from ._constants import error

assert _sre.MAGIC == MAGIC, 'SRE module mismatch'

_LIBRARY = '<library>/'


def isstring(obj):
    return isinstance(obj, (str, bytes))


def _is_imported_by_library():
    """Whether what asked re for a pattern is code of a library's module that is being imported."""
    frame = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.startswith(_LIBRARY):
        if frame.f_code.co_name == '<module>':
            return True
        frame = frame.f_back
    return False


def compile(p, flags=0):
    """A pattern, of a text, bytes, or what re._parser has made of one."""
    if type(p) in (str, bytes) and not flags & SRE_FLAG_DEBUG:
        if p == '' and not flags:
            # What re finds its types with.
            return _sre.compile(p, SRE_FLAG_UNICODE, [INFO, 4, 0, 0, 0, SUCCESS], 0, {}, (None,))
        if _is_imported_by_library():
            return _sre.later(p, flags)
    from . import _compiling
    return _compiling.compile(p, flags)


def __getattr__(name):
    from . import _compiling
    return getattr(_compiling, name)
