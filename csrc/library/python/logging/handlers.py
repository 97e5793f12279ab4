"""CPython's logging.handlers; those handlers that send records over a network say that they cannot."""

import sys

from _standing_in import standing_in

with standing_in(socket=(), pickle=()):
    import _logging_handlers

sys.modules[__name__] = _logging_handlers
_logging_handlers.__name__ = __name__
