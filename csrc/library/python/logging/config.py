"""CPython's logging.config; listen() says that there is no network."""

import sys

import logging.handlers
from _standing_in import standing_in

with standing_in(socketserver=('ThreadingTCPServer', 'StreamRequestHandler')):
    import _logging_config

sys.modules[__name__] = _logging_config
_logging_config.__name__ = __name__
