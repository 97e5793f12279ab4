"""What a script can ask of a system: names of files, and the run's own files.

There are no other processes, no users and no environment; what would need them raises OSError, or
says that there is nothing.
"""

import sys

from _os_files import *
from _os_files import __all__ as _of_files
from _os_files import _Entries

__all__ = [
    'altsep', 'curdir', 'pardir', 'sep', 'pathsep', 'linesep', 'defpath', 'name', 'path',
    'devnull', 'extsep', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'F_OK', 'R_OK', 'W_OK', 'X_OK',
    'O_RDONLY', 'O_WRONLY', 'O_RDWR', 'O_CREAT', 'O_EXCL', 'O_TRUNC', 'O_APPEND',
    'PathLike', 'abort', 'cpu_count', 'environ', 'error', 'fsdecode', 'fsencode', 'fspath',
    'get_exec_path', 'get_terminal_size', 'getegid', 'getenv', 'geteuid', 'getgid', 'getlogin',
    'getpid', 'getppid', 'getuid', 'kill', 'popen', 'putenv', 'strerror', 'system',
    'terminal_size', 'uname', 'unsetenv', 'urandom', *_of_files,
]

name = 'posix'
linesep = '\n'
sep, altsep, curdir, pardir, pathsep, extsep = '/', None, '.', '..', ':', '.'
defpath, devnull = '/bin:/usr/bin', '/dev/null'
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
F_OK, X_OK, W_OK, R_OK = 0, 1, 2, 4
O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_EXCL, O_TRUNC, O_APPEND = 0, 1, 2, 64, 128, 512, 1024
error = OSError
supports_fd = supports_follow_symlinks = supports_dir_fd = supports_effective_ids = set()
supports_bytes_environ = False


def fspath(path):
    """The text or the bytes of a path."""
    if isinstance(path, (str, bytes)):
        return path
    try:
        found = type(path).__fspath__(path)
    except AttributeError:
        if hasattr(type(path), '__fspath__'):
            raise
        raise TypeError(
            f'expected str, bytes or os.PathLike object, not {type(path).__name__}'
        ) from None
    if isinstance(found, (str, bytes)):
        return found
    raise TypeError(
        f'expected {type(path).__name__}.__fspath__() to return str or bytes, not '
        f'{type(found).__name__}'
    )


class _PathLikeMeta(type):
    def __instancecheck__(cls, instance):
        return hasattr(type(instance), '__fspath__')

    def __subclasscheck__(cls, subclass):
        return hasattr(subclass, '__fspath__')

    def register(cls, subclass):
        return subclass


class PathLike(metaclass=_PathLikeMeta):
    """What can say its path."""

    def __class_getitem__(cls, item):
        return cls


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode() if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename if isinstance(filename, str) else filename.decode()


class _Environ(dict):
    """Variables: those that the script sets itself."""

    def __setitem__(self, key, value):
        for one in (key, value):
            if not isinstance(one, str):
                raise TypeError(f'str expected, not {type(one).__name__}')
        super().__setitem__(key, value)

    def __repr__(self):
        return f'environ({super().__repr__()})'

    def copy(self):
        return dict(self)


environ = _Environ()


def getenv(key, default=None):
    return environ.get(key, default)


def putenv(key, value):
    environ[key] = value


def unsetenv(key):
    environ.pop(key, None)


def get_exec_path(env=None):
    return []


def getpid():
    return 1


def getppid():
    return 0


def getuid():
    return 0


geteuid = getgid = getegid = getuid


def getlogin():
    raise OSError(6, 'No such device or address')


def cpu_count():
    return 1


def get_terminal_size(fd=1):
    raise OSError(25, 'Inappropriate ioctl for device')


class terminal_size(tuple):
    """The columns and the lines of a terminal."""

    @property
    def columns(self):
        return self[0]

    @property
    def lines(self):
        return self[1]

    def __repr__(self):
        return f'os.terminal_size(columns={self[0]}, lines={self[1]})'


def system(command):
    """No program can be started: what a shell answers for one that it does not find.

    `clear` and `cls` are what programs for a terminal empty it with: its codes do that.
    """
    if command.strip() in ('clear', 'cls'):
        sys.stdout.write('\x1b[H\x1b[2J\x1b[3J')
        return 0
    return 127 << 8


def popen(cmd, mode='r', buffering=-1):
    raise OSError(1, 'Operation not permitted: a script cannot start programs; the host can '
                     '(pkhost.run_program)')


def kill(pid, sig):
    raise PermissionError(1, 'Operation not permitted')


def fork():
    raise OSError(1, 'Operation not permitted: a script is one process')


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    """Nothing is forked."""


def _exit(status):
    sys.exit(status)


def abort():
    sys.exit(134)


def strerror(code):
    return _MESSAGES.get(code, f'Unknown error {code}')


_MESSAGES = {
    1: 'Operation not permitted', 2: 'No such file or directory', 3: 'No such process',
    4: 'Interrupted system call', 5: 'Input/output error', 9: 'Bad file descriptor',
    10: 'No child processes', 11: 'Resource temporarily unavailable',
    12: 'Cannot allocate memory', 13: 'Permission denied', 16: 'Device or resource busy',
    17: 'File exists', 18: 'Invalid cross-device link', 20: 'Not a directory',
    21: 'Is a directory', 22: 'Invalid argument', 24: 'Too many open files',
    25: 'Inappropriate ioctl for device', 27: 'File too large', 28: 'No space left on device',
    29: 'Illegal seek', 30: 'Read-only file system', 31: 'Too many links', 32: 'Broken pipe',
    33: 'Numerical argument out of domain', 34: 'Numerical result out of range',
    36: 'File name too long', 38: 'Function not implemented', 39: 'Directory not empty',
    40: 'Too many levels of symbolic links', 104: 'Connection reset by peer',
    110: 'Connection timed out', 111: 'Connection refused',
}


def urandom(size):
    """Bytes that nobody can guess; in a deterministic run, of its seed."""
    from _entropy import take
    found = take(size)
    if found is not None:
        return found
    from _random import Random
    return Random().getrandbits(size * 8).to_bytes(size, 'little') if size else b''


class uname_result(tuple):
    """What a system is called."""

    sysname = property(lambda self: self[0])
    nodename = property(lambda self: self[1])
    release = property(lambda self: self[2])
    version = property(lambda self: self[3])
    machine = property(lambda self: self[4])


def uname():
    return uname_result(('pkhost', 'localhost', '', '', ''))


import posixpath as path

del __path__  # os.path is a part of os, which is no package
