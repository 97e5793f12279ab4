"""What can be learnt of live objects: kinds, signatures, docstrings, sources.

CPython's inspect reads bytecode besides, which is the engine's own here.
"""

from ._kinds import *
from ._members import *
from ._signatures import *
from ._signatures import _empty, _ParameterKind
from ._source_text import *
