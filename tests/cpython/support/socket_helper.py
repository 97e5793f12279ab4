"""test.support.socket_helper for pkhost: there is no network."""

import unittest

HOST = HOSTv4 = "127.0.0.1"
HOSTv6 = "::1"
IPV6_ENABLED = False
has_gethostname = False
skip_unless_bind_unix_socket = unittest.skip("no network")


def _skip(*args, **options):
    raise unittest.SkipTest("no network")


find_unused_port = bind_port = bind_unix_socket = transient_internet = _skip
