"""test.support.threading_helper for pkhost: there is one thread."""

import contextlib
import unittest

can_start_thread = False
requires_working_threading = lambda *, module=False: unittest.skip("one thread")  # noqa: E731
reap_threads = lambda function: function  # noqa: E731
threading_setup = lambda: ()  # noqa: E731
threading_cleanup = lambda *values: None  # noqa: E731
join_thread = lambda thread, timeout=None: thread.join()  # noqa: E731


@contextlib.contextmanager
def wait_threads_exit(timeout=None):
    yield


@contextlib.contextmanager
def start_threads(threads, unlock=None):
    raise unittest.SkipTest("one thread")
    yield


@contextlib.contextmanager
def catch_threading_exception():
    raise unittest.SkipTest("one thread")
    yield
