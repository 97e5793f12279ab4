"""The part of os that is about files: those of the run (see docs/ordinary-python.md)."""

import sys

import _files
from _io_files import _numbered, _path, handle_of

__all__ = [
    'access', 'chdir', 'chmod', 'chown', 'close', 'fchmod', 'fdopen', 'fstat', 'fsync', 'ftruncate',
    'getcwd', 'getcwdb', 'isatty', 'lchown', 'listdir', 'lseek', 'lstat', 'makedirs', 'mkdir', 'open', 'read',
    'readlink', 'remove', 'removedirs', 'rename', 'renames', 'replace', 'rmdir', 'scandir',
    'stat', 'stat_result', 'truncate', 'umask', 'unlink', 'utime', 'walk', 'write', 'DirEntry',
]

_FOLDER, _FILE, _TERMINAL = 0o40755, 0o100644, 0o20620
_ITEMS = ('st_mode', 'st_ino', 'st_dev', 'st_nlink', 'st_uid', 'st_gid', 'st_size', 'st_atime',
          'st_mtime', 'st_ctime')


class stat_result(tuple):
    """What is known of a file.  It has one time: when it was last written, or first seen."""

    __module__ = 'os'
    n_fields, n_sequence_fields, n_unnamed_fields = 19, 10, 3
    _time = 0
    st_atime_ns = st_mtime_ns = st_ctime_ns = property(lambda self: self._time)
    st_blksize = property(lambda self: 4096)
    st_blocks = property(lambda self: (self[6] + 511) // 512)
    st_rdev = property(lambda self: 0)

    def __repr__(self):
        shown = ', '.join(f'{name}={value}' for name, value in zip(_ITEMS, self))
        return f'os.stat_result({shown})'


def _item(place):
    return property(lambda self: self._time / 1e9 if place > 6 else self[place])


for _place, _name in enumerate(_ITEMS):
    setattr(stat_result, _name, _item(_place))


def _made(mode, number, size, time=0):
    made = stat_result((mode, number, 1, 1, 0, 0, size, *[time // 10**9] * 3))
    made._time = time
    return made


def stat(path, *, dir_fd=None, follow_symlinks=True):
    if isinstance(path, int):
        return fstat(path)
    if not isinstance(path, (str, bytes)) and not hasattr(type(path), '__fspath__'):
        raise TypeError(
            'stat: path should be string, bytes, os.PathLike or integer, not '
            f'{type(path).__name__}'
        )
    is_folder, size, number, time = _files.look(_path(path))
    return _made(_FOLDER if is_folder else _FILE, number, 4096 if is_folder else size, time)


def lstat(path, *, dir_fd=None):
    return stat(path)


def access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True):
    try:
        is_folder = _files.look(_path(path))[0]
    except OSError:
        return False
    return is_folder or not mode & 1


def remove(path, *, dir_fd=None):
    _files.remove(_path(path))


def unlink(path, *, dir_fd=None):
    _files.remove(_path(path))


def rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None):
    wrong = _files.rename(_path(src), _path(dst))
    if wrong:
        from os import strerror
        raise OSError(wrong, strerror(wrong), src, None, dst)


replace = rename


def renames(old, new):
    from os import path
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    if head and tail:
        try:
            removedirs(head)
        except OSError:
            pass


def mkdir(path, mode=0o777, *, dir_fd=None):
    _files.make(_path(path))


def makedirs(name, mode=0o777, exist_ok=False):
    from os import path
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail == ('.' if isinstance(tail, str) else b'.'):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def rmdir(path, *, dir_fd=None):
    _files.unmake(_path(path))


def removedirs(name):
    from os import path
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def chdir(path):
    _files.enter(_path(path))


def getcwd():
    return _files.folder()


def getcwdb():
    return _files.folder().encode()


def listdir(path=None):
    found = dict.fromkeys(_files.names('.' if path is None else _path(path)))
    names = list(reversed(found))
    return [name.encode() for name in names] if isinstance(path, bytes) else names


class DirEntry:
    """What scandir() finds."""

    __module__ = 'os'
    __slots__ = ('name', 'path', '_status')

    def __init__(self, name, path):
        self.name, self.path, self._status = name, path, None

    def stat(self, *, follow_symlinks=True):
        if self._status is None:
            self._status = stat(self.path)
        return self._status

    def is_dir(self, *, follow_symlinks=True):
        return self.stat()[0] == _FOLDER

    def is_file(self, *, follow_symlinks=True):
        return self.stat()[0] == _FILE

    def is_symlink(self):
        return False

    def inode(self):
        return self.stat()[1]

    def __fspath__(self):
        return self.path

    def __repr__(self):
        return f'<DirEntry {self.name!r}>'


class _Entries:
    """The iterator that scandir() gives."""

    def __init__(self, entries):
        self._entries = iter(entries)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._entries)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        self._entries = iter(())


def scandir(path=None):
    from os import fspath
    folder = '.' if path is None else fspath(path)
    slash = b'/' if isinstance(folder, bytes) else '/'
    begin = folder if folder.endswith(slash) else folder + slash
    return _Entries([DirEntry(name, begin + name) for name in listdir(folder)])


def walk(top, topdown=True, onerror=None, followlinks=False):
    from os import fspath, path
    top = fspath(top)
    try:
        with scandir(top) as found:
            entries = list(found)
    except OSError as error:
        if onerror is not None:
            onerror(error)
        return
    folders = [entry.name for entry in entries if entry.is_dir()]
    files = [entry.name for entry in entries if not entry.is_dir()]
    if topdown:
        yield top, folders, files
    for name in folders:
        yield from walk(path.join(top, name), topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def chmod(path, mode, *, dir_fd=None, follow_symlinks=True):
    stat(path)


def chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True):
    stat(path)


def lchown(path, uid, gid):
    stat(path)


def utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True):
    if ns is not None:
        _files.touch(_path(path), ns[1])
    else:
        from time import time
        _files.touch(_path(path), int((time() if times is None else times[1]) * 10**9))


def readlink(path, *, dir_fd=None):
    stat(path)
    raise OSError(22, 'Invalid argument', path)


def umask(mask, /):
    return 0o22


def truncate(path, length):
    if isinstance(path, int):
        ftruncate(path, length)
        return
    handle = _files.open(_path(path), 1)
    try:
        handle.truncate(length)
    finally:
        handle.close()


# ------------------------------------------------------------------------ by numbers


def _stream(fd):
    return (sys.__stdin__, sys.__stdout__, sys.__stderr__)[fd].buffer


def _is_standard(fd):
    return 0 <= fd <= 2 and fd not in _numbered


def open(path, flags, mode=0o777, *, dir_fd=None):
    handle = _files.open(_path(path), flags)
    number = handle.number()
    _numbered[number] = handle
    return number


def close(fd):
    if not _is_standard(fd):
        handle_of(fd).close()
        del _numbered[fd]


def read(fd, n, /):
    return _stream(fd).read(n) if _is_standard(fd) and fd == 0 else handle_of(fd).read(n)


def write(fd, data, /):
    if fd in (1, 2) and _is_standard(fd):
        return _stream(fd).write(bytes(data))
    return handle_of(fd).write(data)


def lseek(fd, pos, how, /):
    if _is_standard(fd):
        raise OSError(29, 'Illegal seek')
    return handle_of(fd).seek(pos, how)


def ftruncate(fd, length, /):
    handle_of(fd).truncate(length)


def fsync(fd):
    if not _is_standard(fd):
        handle_of(fd)


def fstat(fd):
    if _is_standard(fd):
        return _made(_TERMINAL, 1, 0)
    return _made(_FILE, fd, handle_of(fd).size())


def fchmod(fd, mode):
    fstat(fd)


def isatty(fd, /):
    return False


def fdopen(fd, mode='r', buffering=-1, encoding=None, *arguments, **options):
    if not isinstance(fd, int):
        raise TypeError(f'invalid fd type ({type(fd).__name__}, expected integer)')
    from io import _open_file
    return _open_file(fd, mode, buffering, encoding, *arguments, **options)
