"""decimal: CPython's _pydecimal, which raises what its module in C raises.

The two word their exceptions differently. Programs print what they caught, and
nobody has ever seen _pydecimal's words there: the module in C gives the list of
the conditions, as in "[<class 'decimal.ConversionSyntax'>]".
"""

import _pydecimal
from _pydecimal import *  # noqa: F403
from _pydecimal import __doc__, __libmpdec_version__, __version__  # noqa: F401


def _raise_error(self, condition, explanation=None, *args):  # noqa: ARG001
    error = _pydecimal._condition_map.get(condition, condition)
    if error in self._ignored_flags:
        return error().handle(self, *args)
    self.flags[error] = 1
    if not self.traps[error]:
        return condition().handle(self, *args)
    raise error([condition])


_pydecimal.Context._raise_error = _raise_error
del _raise_error
