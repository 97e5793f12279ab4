"""What a script can ask of a system: names of files, and the run's own files.

There are no other processes, no users, no environment, no folders but "/"; what would need them
raises OSError, or says that there is nothing.
"""

import sys

__all__ = [
    'altsep', 'curdir', 'pardir', 'sep', 'pathsep', 'linesep', 'defpath', 'name', 'path',
    'devnull', 'extsep', 'SEEK_SET', 'SEEK_CUR', 'SEEK_END', 'F_OK', 'R_OK', 'W_OK', 'X_OK',
    'PathLike', 'access', 'chdir', 'cpu_count', 'environ', 'error', 'fsdecode', 'fsencode',
    'fspath', 'get_terminal_size', 'getcwd', 'getenv', 'getlogin', 'getpid', 'getppid',
    'listdir', 'makedirs', 'mkdir', 'putenv', 'remove', 'rename', 'replace', 'rmdir', 'scandir',
    'stat', 'strerror', 'system', 'terminal_size', 'unlink', 'unsetenv', 'urandom', 'walk',
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


def getcwd():
    return '/'


def getcwdb():
    return b'/'


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


def isatty(fd):
    return False


def system(command):
    """No program can be started: what a shell answers for one that it does not find."""
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
    1: 'Operation not permitted', 2: 'No such file or directory', 5: 'Input/output error',
    9: 'Bad file descriptor', 12: 'Cannot allocate memory', 13: 'Permission denied',
    17: 'File exists', 20: 'Not a directory', 21: 'Is a directory', 22: 'Invalid argument',
    25: 'Inappropriate ioctl for device', 28: 'No space left on device',
    39: 'Directory not empty',
}


def urandom(size):
    """Bytes that nobody can guess; in a deterministic run, of its seed."""
    from _random import Random
    if size < 0:
        raise ValueError('negative argument not allowed')
    return Random().getrandbits(size * 8).to_bytes(size, 'little') if size else b''


# ------------------------------------------------------------------------------ files


class stat_result(tuple):
    """What is known of a file."""

    st_mode = property(lambda self: self[0])
    st_ino = property(lambda self: self[1])
    st_dev = property(lambda self: self[2])
    st_nlink = property(lambda self: self[3])
    st_uid = property(lambda self: self[4])
    st_gid = property(lambda self: self[5])
    st_size = property(lambda self: self[6])
    st_atime = property(lambda self: self[7])
    st_mtime = property(lambda self: self[8])
    st_ctime = property(lambda self: self[9])


def _is_folder(path):
    return path.rstrip('/.') == ''


def stat(path, *, dir_fd=None, follow_symlinks=True):
    from io import _exists, _read_bytes
    path = fsdecode(path)
    if _is_folder(path) and path:
        return stat_result((0o40755, 1, 1, 1, 0, 0, 0, 0, 0, 0))
    if not _exists(path):
        raise FileNotFoundError(2, 'No such file or directory', path)
    return stat_result((0o100644, 2, 1, 1, 0, 0, len(_read_bytes(path)), 0, 0, 0))


lstat = stat


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    try:
        stat(path)
    except OSError:
        return False
    return not mode & X_OK


def remove(path, *, dir_fd=None):
    stat(path)
    raise PermissionError(1, 'Operation not permitted: the files of a run stay', fsdecode(path))


unlink = remove


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    stat(src)
    raise PermissionError(1, 'Operation not permitted: the files of a run stay', fsdecode(src))


replace = renames = rename


def mkdir(path, mode=0o777, *, dir_fd=None):
    """There are no folders: the names of the run's files may hold any "/"."""


def makedirs(name, mode=0o777, exist_ok=False):
    """There are no folders: the names of the run's files may hold any "/"."""


def rmdir(path, *, dir_fd=None):
    """There are no folders: the names of the run's files may hold any "/"."""


removedirs = rmdir


def chdir(path):
    if not _is_folder(fsdecode(path)):
        raise FileNotFoundError(2, 'No such file or directory', fsdecode(path))


def listdir(path='.'):
    """No names: a script knows those of its files."""
    if not _is_folder(fsdecode(path)):
        raise FileNotFoundError(2, 'No such file or directory', fsdecode(path))
    return []


class _NoEntries:
    def __iter__(self):
        return iter(())

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass

    def close(self):
        pass


def scandir(path='.'):
    listdir(path)
    return _NoEntries()


def walk(top, topdown=True, onerror=None, followlinks=False):
    if _is_folder(fsdecode(top)):
        yield top, [], []


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    stat(path)


def umask(mask):
    return 0o22


def fdopen(fd, *arguments, **named):
    raise OSError(9, 'Bad file descriptor')


import posixpath as path
