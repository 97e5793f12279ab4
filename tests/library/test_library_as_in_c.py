"""What modules that CPython has in C do here: sys, functions that are no methods, logging."""

from __future__ import annotations

import io
import tarfile

import pytest

from pkhost import run_script

NO_METHODS = """
import binascii, csv, hashlib, time, zlib
class C:
    gmtime, crc32, hexlify = time.gmtime, zlib.crc32, binascii.hexlify
    reader, md5 = csv.reader, hashlib.md5
c = C()
print(c.gmtime(0)[:6], c.crc32(b'x'), c.hexlify(b'ab'))
print(list(c.reader(['a,b'])), c.md5(b'').hexdigest())
"""

HOOKS = """
import io, sys
sys.displayhook({1: 2})
sys.displayhook(None)
print(_)
sys.stderr = io.StringIO()
try:
    1 / 0
except ZeroDivisionError:
    sys.excepthook(*sys.exc_info())
sys.__excepthook__(int, 1, None)
print(sys.stderr.getvalue().splitlines()[0], sys.stderr.getvalue().splitlines()[-2:])
sys.setswitchinterval(0.5)
print(sys.getswitchinterval(), sys.call_tracing(max, (1, 2)), sys.thread_info.name)
print(repr(sys.flags.safe_path), sys.flags.dev_mode)
"""

LOGGING = """
import logging, logging.config, logging.handlers, time
logging.config.dictConfig({
    'version': 1,
    'formatters': {'f': {'format': '%(asctime)s %(levelname)s %(message)s', 'datefmt': '%Y'}},
    'handlers': {
        'out': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'f'},
        'kept': {'class': 'logging.handlers.MemoryHandler', 'capacity': 3, 'target': 'out'},
        'file': {'class': 'logging.handlers.RotatingFileHandler', 'filename': 'log', 'maxBytes': 30,
                 'backupCount': 2},
    },
    'root': {'handlers': ['kept', 'file'], 'level': 'INFO'},
})
logging.debug('none')
logging.info('one')
logging.error('two')
print(sorted(__import__('os').listdir()))
print(logging.handlers.RotatingFileHandler.__name__)
try:
    logging.handlers.SocketHandler('host', 1).makeSocket()
except ModuleNotFoundError as error:
    print(error)
try:
    import socket
except ModuleNotFoundError as error:
    print(error)
"""


def test_functions_are_no_methods() -> None:
    result = run_script(NO_METHODS, dialect="python")
    assert result.stdout == (
        "(1970, 1, 1, 0, 0, 0) 2363233923 b'6162'\n[['a', 'b']] d41d8cd98f00b204e9800998ecf8427e\n"
    )


def test_hooks_of_sys() -> None:
    result = run_script(HOOKS, dialect="python")
    assert str(result.stdout).splitlines() == [
        "{1: 2}",
        "{1: 2}",
        "Traceback (most recent call last): ['ZeroDivisionError: division by zero', "
        "'TypeError: print_exception(): Exception expected for value, int found']",
        "0.5 2 pthread",
        "True False",
    ]


def test_logging_with_times_and_files() -> None:
    result = run_script(LOGGING, dialect="python", files={})
    year, rest = str(result.stdout).split(" ", 1)
    lines = rest.splitlines()
    assert year.isdigit()
    assert lines[0] == "INFO one"
    assert lines[1] == f"{year} ERROR two"
    assert lines[2] == "['log', 'log.1']" or lines[2] == "['log']"
    assert lines[3] == "RotatingFileHandler"
    assert lines[4] == lines[5]
    assert lines[4].startswith("No module named 'socket', which is left out on purpose")


def test_assert_logs() -> None:
    result = run_script(
        """
import logging, unittest
class T(unittest.TestCase):
    def test(self):
        with self.assertLogs('a', 'INFO') as found:
            logging.getLogger('a').info('one')
        print(found.output)
        with self.assertNoLogs():
            pass
print(unittest.TextTestRunner(verbosity=0).run(T('test')).wasSuccessful())
""",
        dialect="python",
    )
    assert result.stdout == "['INFO:a:one']\nTrue\n"


def test_archives() -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as tar:
        member = tarfile.TarInfo("folder/name")
        member.size = 3
        tar.addfile(member, io.BytesIO(b"abc"))
    result = run_script(
        """
import filecmp, tarfile
with tarfile.open('a.tar.gz') as tar:
    print(tar.getnames(), tar.extractfile('folder/name').read())
    tar.extractall('out')
print(open('out/folder/name').read())
with tarfile.open('b.tar', 'w') as tar:
    tar.add('out/folder/name', 'other')
print(tarfile.open('b.tar').getnames(), filecmp.cmp('out/folder/name', 'out/folder/name'))
""",
        dialect="python",
        files={"a.tar.gz": held.getvalue()},
    )
    assert result.stdout == "['folder/name'] b'abc'\nabc\n['other'] True\n", result.error


def test_zip_paths_and_html() -> None:
    result = run_script(
        """
import html.parser, io, zipfile
with zipfile.ZipFile(io.BytesIO(), 'w') as archive:
    archive.writestr('a/b.txt', 'x')
    path = zipfile.Path(archive)
    print([each.name for each in path.iterdir()], (path / 'a' / 'b.txt').read_text())
class P(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes): print(tag, attributes)
    def handle_data(self, data): print(repr(data))
P().feed('<p class="x">a &amp; b<br></p>')
print('é€'.encode('ascii', 'namereplace'))
""",
        dialect="python",
    )
    assert str(result.stdout).splitlines() == [
        "['a'] x",
        "p [('class', 'x')]",
        "'a & b'",
        "br []",
        "b'\\\\N{LATIN SMALL LETTER E WITH ACUTE}\\\\N{EURO SIGN}'",
    ], result.error


@pytest.mark.parametrize("name", ["logging.handlers", "logging.config"])
def test_a_module_that_replaces_itself(name: str) -> None:
    result = run_script(
        f"import sys, {name} as m\nprint(m is sys.modules[{name!r}], m.__name__)",
        dialect="python",
    )
    assert result.stdout == f"True {name}\n", result.error


def test_a_script_may_put_what_it_has_in_sys_modules() -> None:
    result = run_script(
        """
import sys
class Stand: x = 5
sys.modules['socket'] = Stand
import socket
from socket import x
print(socket is Stand, x)
""",
        dialect="python",
    )
    assert result.stdout == "True 5\n", result.error


def test_hooks_of_breakpoint() -> None:
    result = run_script(
        """
import sys
sys.breakpointhook = lambda *args, **kwargs: (args, kwargs)
print(breakpoint(1, x=2), breakpoint())
sys.breakpointhook = sys.__breakpointhook__
breakpoint()
""",
        dialect="python",
    )
    assert result.stdout == "((1,), {'x': 2}) ((), {})\n"
    assert result.error is not None
    assert "no debugger" in result.error.message


def test_what_nobody_catches_is_told_to_the_host() -> None:
    result = run_script(
        "import sys\nsys.excepthook = lambda *error: print('hook')\nprint(1)\n1 / 0\n",
        dialect="python",
    )
    assert result.stdout == "1\n"
    assert result.error is not None
    assert result.error.type == "ZeroDivisionError"
