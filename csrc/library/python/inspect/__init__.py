"""What can be learnt of live objects: kinds, signatures, docstrings.

CPython's inspect reads sources and bytecode besides.  There are no source files here, and the
bytecode is the engine's own.
"""

from ._kinds import *
from ._members import *
from ._signatures import *
from ._signatures import _empty, _ParameterKind
