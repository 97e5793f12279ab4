"""What CPython's test modules take from test.support, as far as it has a meaning in pkhost.

Written for pkhost: the names and what they are for are CPython's.  What is about CPython's own
insides, other processes, the network or much memory skips the case that asks for it.
"""

import contextlib
import functools
import gc
import io
import sys
import unittest

verbose = 0
failfast = False
use_resources = None
max_memuse = 0
real_max_memuse = 0
SHORT_TIMEOUT = 30.0
LONG_TIMEOUT = 60.0
LOOPBACK_TIMEOUT = 5.0
INTERNET_TIMEOUT = 60.0
MAX_Py_ssize_t = sys.maxsize
_1M = 1024 * 1024
_1G = 1024 * _1M
_2G = 2 * _1G
_4G = 4 * _1G
PIPE_MAX_SIZE = 4 * _1M
NHASHBITS = 61
Py_DEBUG = False
is_jython = False
is_android = False
is_emscripten = False
is_wasi = False
has_fork_support = False
has_subprocess_support = True  # of modules; what starts a process skips the case
has_socket_support = False
has_strftime_extensions = False
HAVE_DOCSTRINGS = True
MISSING_C_DOCSTRINGS = True
HAVE_ASAN_FORK_BUG = False
PGO = False
has_no_debug_ranges = lambda: False  # noqa: E731
maybe_get_event_loop_policy = lambda: None  # noqa: E731
unix_shell = None
TEST_HOME_DIR = "."
TEST_DATA_DIR = "."


class Error(Exception):
    """Base class for regression test exceptions."""


class TestFailed(Error):
    """A test failed."""


class TestDidNotRun(Error):
    """No test ran."""


class ResourceDenied(unittest.SkipTest):
    """A resource that is not to be used."""


def _skips(reason):
    """A decorator that skips what it stands before, with or without arguments of its own."""

    def decorator(*arguments, **options):
        if len(arguments) == 1 and not options and callable(arguments[0]):
            return unittest.skip(reason)(arguments[0])
        return unittest.skip(reason)

    return decorator


def _needs(reason):
    """A decorator with arguments that skips what it stands before."""

    def decorator(*arguments, **options):
        return unittest.skip(reason)

    return decorator


def _anything(*arguments, **options):
    """A decorator that changes nothing, with or without arguments of its own."""
    if len(arguments) == 1 and not options and callable(arguments[0]):
        return arguments[0]
    return lambda function: function


cpython_only = _skips("about CPython alone")
refcount_test = _skips("about counts of references")
requires_fork = lambda: unittest.skip("no processes")  # noqa: E731
requires_subprocess = lambda: unittest.skip("no processes")  # noqa: E731
requires_working_socket = lambda **_: unittest.skip("no network")  # noqa: E731
requires_legacy_unicode_capi = _skips("about CPython's C interface")
requires_limited_api = _skips("about CPython's C interface")
requires_debug_ranges = _needs("about CPython's code objects")
requires_specialization = _skips("about CPython's insides")
skip_if_sanitizer = lambda *a, **k: lambda function: function  # noqa: E731
skip_if_pgo_task = lambda function: function  # noqa: E731
skip_if_buggy_ucrt_strfptime = lambda function: function  # noqa: E731
skip_if_broken_multiprocessing_synchronize = lambda: None  # noqa: E731
requires_mac_ver = _needs("another system")
requires_linux_version = _needs("about the system")
requires_freebsd_version = _needs("another system")
requires_docstrings = _anything
requires_zlib = lambda reason="": lambda function: function  # noqa: E731
requires_gzip = _needs("no gzip")
requires_bz2 = _needs("no bz2")
requires_lzma = _needs("no lzma")
requires_IEEE_754 = _anything
requires_resource = lambda resource: _needs("uses the resource " + resource)()  # noqa: E731
no_tracing = _anything
reap_threads = _anything
bigaddrspacetest = _skips("needs much memory")
with_pymalloc = lambda: False  # noqa: E731
check_sanitizer = lambda **_: False  # noqa: E731
is_resource_enabled = lambda resource: False  # noqa: E731
reap_children = lambda: None  # noqa: E731
threading_cleanup = lambda *a: None  # noqa: E731


def bigmemtest(size, memuse, dry_run=True):
    """Give a test a small size in place of the one that needs much memory."""

    def decorator(function):
        @functools.wraps(function)
        def wrapper(self):
            return function(self, 5147)

        wrapper.size, wrapper.memuse = size, memuse
        return wrapper if dry_run else unittest.skip("needs much memory")(function)

    return decorator


def requires(resource, msg=None):
    raise ResourceDenied(msg or "uses the resource " + resource)


def impl_detail(msg=None, **guards):
    """Skip what is a detail of CPython, unless it is said not to be."""
    if check_impl_detail(**guards):
        return lambda function: function
    return unittest.skip(msg or "a detail of CPython")


def check_impl_detail(**guards):
    if not guards:
        return False
    default = not list(guards.values())[0]
    return guards.get("pkhost", default)


def gc_collect():
    gc.collect()


@contextlib.contextmanager
def disable_gc():
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextlib.contextmanager
def captured_output(name):
    before = getattr(sys, name)
    setattr(sys, name, io.StringIO())
    try:
        yield getattr(sys, name)
    finally:
        setattr(sys, name, before)


def captured_stdout():
    return captured_output("stdout")


def captured_stderr():
    return captured_output("stderr")


def captured_stdin():
    return captured_output("stdin")


@contextlib.contextmanager
def swap_attr(thing, name, value):
    had, before = hasattr(thing, name), getattr(thing, name, None)
    setattr(thing, name, value)
    try:
        yield before
    finally:
        if had:
            setattr(thing, name, before)
        elif hasattr(thing, name):
            delattr(thing, name)


@contextlib.contextmanager
def swap_item(thing, key, value):
    had = key in thing
    before = thing[key] if had else None
    thing[key] = value
    try:
        yield before
    finally:
        if had:
            thing[key] = before
        elif key in thing:
            del thing[key]


def patch(case, thing, name, value):
    before = getattr(thing, name)
    case.addCleanup(setattr, thing, name, before)
    setattr(thing, name, value)


def get_attribute(thing, name):
    try:
        return getattr(thing, name)
    except AttributeError:
        raise unittest.SkipTest("no attribute %s" % name) from None


def check_syntax_error(case, statement, errtext="", *, lineno=None, offset=None):
    with case.assertRaisesRegex(SyntaxError, errtext) as raised:
        compile(statement, "<test string>", "exec")
    error = raised.exception
    case.assertIsNotNone(error.lineno)
    if lineno is not None:
        case.assertEqual(error.lineno, lineno)
    case.assertIsNotNone(error.offset)
    if offset is not None:
        case.assertEqual(error.offset, offset)


def check_free_after_iterating(case, iter_, class_, args=()):
    raise unittest.SkipTest("about counts of references")


def check_disallow_instantiation(case, kind, *args, **options):
    case.assertRaises(TypeError, kind, *args, **options)


def check_sizeof(case, thing, size):
    raise unittest.SkipTest("about sizes in CPython")


def calcobjsize(text):
    raise unittest.SkipTest("about sizes in CPython")


calcvobjsize = calcobjsize


def check__all__(case, module, name_of_module=None, extra=(), not_exported=()):
    raise unittest.SkipTest("about where CPython defines its names")


def findfile(name, subdir=None):
    """The table gives some of the suite's data files to the run."""
    try:
        open(name, "rb").close()
    except OSError:
        raise unittest.SkipTest("no data files: " + name) from None
    return name


def open_urlresource(*_, **__):
    raise ResourceDenied("no network")


darwin_malloc_err_warning = lambda name: None  # noqa: E731


class SuppressCrashReport:
    """Nothing is told of crashes but to the host."""

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


@contextlib.contextmanager
def infinite_recursion(max_depth=75):
    yield


@contextlib.contextmanager
def adjust_int_max_str_digits(digits):
    before = sys.get_int_max_str_digits()
    try:
        sys.set_int_max_str_digits(digits)
        yield
    finally:
        sys.set_int_max_str_digits(before)


@contextlib.contextmanager
def catch_unraisable_exception():
    raise unittest.SkipTest("nothing is told of exceptions that nobody can catch")
    yield


def run_with_locale(category, *locales):
    return _needs("no locales")()


def run_with_tz(zone):
    return _needs("one time zone")()


def sortdict(mapping):
    return "{%s}" % ", ".join("%r: %r" % pair for pair in sorted(mapping.items()))


def collision_stats(bins, balls):
    raise unittest.SkipTest("about hashes")


def get_pagesize():
    return 4096


def run_unittest(*classes):
    raise unittest.SkipTest("the runner finds the cases itself")


def run_doctest(module, verbosity=None, optionflags=0):
    raise unittest.SkipTest("the runner finds the cases itself")


class _Always:
    def __init__(self, answer):
        self._answer = answer

    def __eq__(self, other):
        return self._answer

    def __ne__(self, other):
        return not self._answer

    def __hash__(self):
        return 1


ALWAYS_EQ = _Always(True)
NEVER_EQ = _Always(False)


@functools.total_ordering
class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False


@functools.total_ordering
class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __gt__(self, other):
        return False


LARGEST = _Largest()
SMALLEST = _Smallest()


class Matcher:
    """Compares records with what is expected of some of their fields."""

    _partial_matches = ("msg", "message")

    def matches(self, values, **expected):
        return all(self.match_value(k, values.get(k), v) for k, v in expected.items())

    def match_value(self, key, value, expected):
        if type(value) is not type(expected):
            return False
        if type(value) is not str or key not in self._partial_matches:
            return value == expected
        return value.find(expected) >= 0


def _skip_for(name):
    def operation(self, *arguments, **options):
        raise unittest.SkipTest("no " + self.__name__)

    operation.__name__ = name
    return operation


class absent:
    """In the place of what is not there on purpose: a case that uses it is skipped."""

    def __init__(self, name):
        self.__name__ = name

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.endswith(("Error", "Exception")):
            return type(name, (Exception,), {})  # cases catch it, or expect it in vain
        if self.__name__ == "threading" and name in ("Lock", "RLock", "local"):
            return getattr(__import__("threading"), name)  # these do in one thread
        if name in ("HIGHEST_PROTOCOL", "DEFAULT_PROTOCOL"):
            return 5  # cases count up to it
        return absent(self.__name__ + "." + name)

    def __mro_entries__(self, bases):
        return ()


for _name in ("call", "iter", "len", "getitem", "setitem", "delitem", "contains", "add", "radd", "sub", "index", "int",
              "lt", "gt", "le", "ge", "or", "and", "mod", "enter"):  # fmt: skip
    setattr(absent, "__%s__" % _name, _skip_for(_name))


def stand_in(module):
    """What gives the names of a module that is not there."""

    def give(name):
        if name == "__all__":
            return []
        if name.startswith("__"):
            raise AttributeError(name)
        if name == "HIGHEST_PROTOCOL":
            return -1  # pickle has none: what cases do with each protocol, they do with none
        if name.endswith(("Error", "Exception")):
            return type(name, (Exception,), {})
        return absent(module + "." + name)

    return give
