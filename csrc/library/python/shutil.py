"""Of operations on files, those that need but the run's own; and the size of a terminal."""

import io
import os

__all__ = ['copyfileobj', 'copyfile', 'copy', 'copy2', 'move', 'get_terminal_size', 'which',
           'Error', 'SameFileError']


class Error(OSError):
    """An operation failed."""


class SameFileError(Error):
    """A file was to be copied to itself."""


def get_terminal_size(fallback=(80, 24)):
    """How large a terminal would be: a script has none."""
    return os.terminal_size(fallback)


def copyfileobj(fsrc, fdst, length=0):
    """Copy what is left of a file."""
    fdst.write(fsrc.read())


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy a file of the run."""
    if os.fspath(src) == os.fspath(dst):
        raise SameFileError(f'{src!r} and {dst!r} are the same file')
    with io.open(src, 'rb') as one, io.open(dst, 'wb') as other:
        copyfileobj(one, other)
    return dst


copy = copy2 = copyfile


def move(src, dst, copy_function=copy2):
    """Give a file of the run another name."""
    copy_function(src, dst)
    os.remove(src)
    return dst


def which(cmd, mode=1, path=None):
    """Where a program is: nowhere that a script could start it."""
    return None
