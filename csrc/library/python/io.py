"""Streams: texts and bytes in memory, and the run's own files."""

import builtins
import sys

from _io import (
    DEFAULT_BUFFER_SIZE, SEEK_CUR, SEEK_END, SEEK_SET, BufferedIOBase, BytesIO, IOBase, RawIOBase,
    StringIO, TextIOBase, UnsupportedOperation,
)

__all__ = [
    'BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO',
    'StringIO', 'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRWPair',
    'BufferedRandom', 'TextIOBase', 'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET',
    'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE', 'IncrementalNewlineDecoder', 'text_encoding',
]

BlockingIOError = BlockingIOError
open = getattr(builtins, 'open', None)  # a policy may hide it
TextIOBase.register(type(sys.stdin))


def __getattr__(name):
    """The classes of files: most programs that import io want texts in memory alone."""
    if name in ('FileIO', 'BufferedReader', 'BufferedWriter', 'BufferedRandom', 'BufferedRWPair'):
        import _io_files as module
    elif name == 'TextIOWrapper':
        import _io_text as module
    else:
        raise AttributeError(f"module 'io' has no attribute {name!r}")
    value = globals()[name] = getattr(module, name)
    return value


def _open_file(*arguments, **options):
    """What the builtin open() calls."""
    from _io_files import open_file
    return open_file(*arguments, **options)


def open_code(path):
    """Open a file of bytes."""
    return open(path, 'rb')


def text_encoding(encoding, stacklevel=2, /):
    """The encoding, or the usual one."""
    return 'locale' if encoding is None else encoding


class IncrementalNewlineDecoder:
    """Makes all ends of lines one character, and knows which there were."""

    def __init__(self, decoder, translate, errors='strict'):
        self._decoder = decoder
        self._translate = translate
        self._ends = set()
        self._held = False

    def decode(self, input, final=False):
        text = input if self._decoder is None else self._decoder.decode(input, final)
        if self._held and (text or final):
            text = '\r' + text
            self._held = False
        if text.endswith('\r') and not final:  # perhaps the first half of "\r\n"
            text = text[:-1]
            self._held = True
        crlf = text.count('\r\n')
        for end, count in (('\r\n', crlf), ('\r', text.count('\r') - crlf),
                           ('\n', text.count('\n') - crlf)):
            if count:
                self._ends.add(end)
        if self._translate:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def getstate(self):
        data, flag = (b'', 0) if self._decoder is None else self._decoder.getstate()
        return data, flag << 1 | self._held

    def setstate(self, state):
        data, flag = state
        self._held = bool(flag & 1)
        if self._decoder is not None:
            self._decoder.setstate((data, flag >> 1))

    def reset(self):
        self._ends = set()
        self._held = False
        if self._decoder is not None:
            self._decoder.reset()

    @property
    def newlines(self):
        found = [end for end in ('\r', '\n', '\r\n') if end in self._ends]
        return None if not found else found[0] if len(found) == 1 else tuple(found)
