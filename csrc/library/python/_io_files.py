"""Streams over files of the run: as CPython's io has them, in layers of bytes, buffers and text.

The files are in memory, so nothing is held back: what is written is in the file at once.
"""

import sys

import _files
from _io import (
    DEFAULT_BUFFER_SIZE, BufferedIOBase, RawIOBase, UnsupportedOperation,
    _index, bytes_of, check_newline, room_of,
)

_O_WRONLY, _O_RDWR, _O_CREAT, _O_EXCL, _O_TRUNC, _O_APPEND = 1, 2, 64, 128, 512, 1024
_FLAGS = {'r': 0, 'w': _O_CREAT | _O_TRUNC, 'a': _O_CREAT | _O_APPEND, 'x': _O_CREAT | _O_EXCL}
_numbered = {}
"""Handles by their numbers: of those that somebody asked for."""


def handle_of(number):
    """The handle that has this number, as os.read() and its like are given it."""
    handle = _numbered.get(number)
    if handle is None:
        raise OSError(9, 'Bad file descriptor')
    return handle


class FileIO(RawIOBase):
    """A file of the run, as bytes."""

    __module__ = '_io'

    def __init__(self, file, mode='r', closefd=True, opener=None):
        if not isinstance(mode, str):
            raise TypeError(f'FileIO() argument 2 must be str, not {type(mode).__name__}')
        if not set(mode) <= set('xrwab+'):
            raise ValueError(f'invalid mode: {mode}')
        if sum(mode.count(letter) for letter in 'rwxa') != 1 or mode.count('+') > 1:
            raise ValueError(
                'Must have exactly one of create/read/write/append mode and at most one plus'
            )
        kind = next(letter for letter in mode if letter in 'rwxa')
        self._reads = kind == 'r' or '+' in mode
        self._writes = kind != 'r' or '+' in mode
        self._kind = kind
        flags = _FLAGS[kind]
        flags |= _O_RDWR if '+' in mode else 0 if kind == 'r' else _O_WRONLY
        self.name = file
        self.closefd = closefd
        if opener is not None and not isinstance(file, int):
            number = opener(file, flags)
            if not isinstance(number, int):
                raise TypeError('expected integer from opener')
            if number < 0:
                raise ValueError(f'opener returned {number}')
            self._handle = handle_of(number)
        elif isinstance(file, int):
            if file < 0:
                raise ValueError('negative file descriptor')
            self._handle = handle_of(file)
        else:
            if not closefd:
                raise ValueError('Cannot use closefd=False with file name')
            self._handle = _files.open(_path(file), flags)
        if kind == 'a':
            self._handle.seek(0, 2)

    @property
    def mode(self):
        kind = self._kind
        if kind in 'xa':
            return kind + ('b+' if self._reads else 'b')
        return ('rb+' if self._writes else 'rb') if self._reads else 'wb'

    def _check(self):
        if self._is_closed:
            raise ValueError('I/O operation on closed file')

    def _check_reads(self):
        self._check()
        if not self._reads:
            raise UnsupportedOperation('File not open for reading')

    def read(self, size=-1, /):
        self._check_reads()
        return self._handle.read(-1 if size is None else size)

    def readall(self):
        self._check_reads()
        return self._handle.read(-1)

    def readinto(self, buffer, /):
        self._check_reads()
        view = room_of(buffer)
        data = self._handle.read(len(view))
        view[:len(data)] = data
        return len(data)

    def readline(self, size=-1, /):
        self._check_reads()
        return self._handle.readline(-1 if size is None else size)

    def write(self, b, /):
        self._check()
        if not self._writes:
            raise UnsupportedOperation('File not open for writing')
        return self._handle.write(b)

    def seek(self, pos, whence=0, /):
        self._check()
        return self._handle.seek(pos, whence)

    def tell(self):
        self._check()
        return self._handle.seek(0, 1)

    def truncate(self, size=None, /):
        self._check()
        if not self._writes:
            raise UnsupportedOperation('File not open for writing')
        return self._handle.truncate(self._handle.seek(0, 1) if size is None else size)

    def readable(self):
        self._check()
        return self._reads

    def writable(self):
        self._check()
        return self._writes

    def seekable(self):
        self._check()
        return True

    def fileno(self):
        self._check()
        number = self._handle.number()
        _numbered[number] = self._handle
        return number

    def close(self):
        if not self._is_closed:
            self._is_closed = True
            if self.closefd:
                _numbered.pop(self._handle.number() if _numbered else 0, None)
                self._handle.close()

    def __repr__(self):
        if self._is_closed:
            return '<_io.FileIO [closed]>'
        return f'<_io.FileIO name={self.name!r} mode={self.mode!r} closefd={self.closefd}>'


def _path(file):
    """A path as text."""
    if isinstance(file, str):
        return file
    if not isinstance(file, bytes):
        try:
            file = type(file).__fspath__(file)
        except AttributeError:
            raise TypeError(
                f'expected str, bytes or os.PathLike object, not {type(file).__name__}'
            ) from None
    return file if isinstance(file, str) else file.decode('utf-8', 'surrogateescape')


class _Buffered(BufferedIOBase):
    """Bytes of a stream without a buffer; what peek() looked at is read already."""

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if buffer_size <= 0:
            raise ValueError('invalid buffer size')
        self._raw = raw
        self._ahead = b''
        self._size = buffer_size
        self._lines = raw.readline if isinstance(raw, FileIO) else None

    @property
    def raw(self):
        return self._raw

    @property
    def closed(self):
        return self._raw.closed

    @property
    def name(self):
        return self._raw.name

    @property
    def mode(self):
        return self._raw.mode

    def _check(self, what):
        if self._raw is None:
            raise ValueError('raw stream has been detached')
        if self._raw.closed:
            raise ValueError(f'{what} of closed file')

    def _read(self, size=-1, /):
        self._check('read')
        if size is not None and size < -1:
            raise ValueError('read length must be non-negative or -1')
        if size is None or size < 0:
            found, self._ahead = self._ahead, b''
            more = self._raw.readall() if hasattr(self._raw, 'readall') else self._raw.read()
            return found + (more or b'')
        found, self._ahead = self._ahead[:size], self._ahead[size:]
        while len(found) < size:
            wanted = size - len(found)
            # A stream that is no file is read by the buffer, as it may be slow.
            more = self._raw.read(wanted if self._lines is not None else max(wanted, self._size))
            if not more:
                if more is None and not found:
                    return None
                break
            found += more[:wanted]
            self._ahead = more[wanted:]
        return found

    def _read1(self, size=-1, /):
        self._check('read')
        if size < 0:
            size = self._size
        if not self._ahead:
            return self._raw.read(size) or b''
        found, self._ahead = self._ahead[:size], self._ahead[size:]
        return found

    def _peek(self, size=0, /):
        self._check('peek')
        if not self._ahead:
            self._ahead = self._raw.read(self._size) or b''
        return self._ahead

    def _readline(self, size=-1, /):
        self._check('readline')
        size = -1 if size is None else _index(size)
        if self._lines is not None and not self._ahead:
            return self._lines(size)
        pieces, length = [], 0
        while size < 0 or length < size:
            ahead = self._ahead or self._raw.read(self._size)
            if not ahead:
                self._ahead = b''
                break
            count = ahead.find(b'\n') + 1
            is_end = count > 0
            count = count or len(ahead)
            if size >= 0:
                count = min(count, size - length)
            pieces.append(ahead[:count])
            length += count
            self._ahead = ahead[count:]
            if is_end:
                break
        return b''.join(pieces)

    def _write(self, b, /):
        if self._raw is not None and self._raw.closed:
            raise ValueError('write to closed file')
        self._check('write')
        if self._ahead:
            self._raw.seek(-len(self._ahead), 1)
            self._ahead = b''
        data = b if isinstance(b, bytes) else bytes_of(b)
        written = 0
        while written < len(data):
            count = self._raw.write(data[written:] if written else data)
            if count is None:
                raise BlockingIOError(
                    11, 'write could not complete without blocking', written
                )
            written += count
        return len(data)

    def tell(self):
        self._check('tell')
        return self._raw.tell() - len(self._ahead)

    def seek(self, pos, whence=0, /):
        if whence not in (0, 1, 2):
            raise ValueError(f'whence value {whence} unsupported')
        self._check('seek')
        if not self.seekable():
            raise UnsupportedOperation('File or stream is not seekable.')
        if whence == 1:
            pos -= len(self._ahead)
        self._ahead = b''
        return self._raw.seek(pos, whence)

    def truncate(self, pos=None, /):
        self._check('truncate')
        if not self.writable():
            raise UnsupportedOperation('truncate')
        return self._raw.truncate(self.tell() if pos is None else pos)

    def flush(self):
        if self._raw is None:
            raise ValueError('raw stream has been detached')
        if self._raw.closed:
            raise ValueError('flush of closed file')
        self._raw.flush()

    def close(self):
        if self._raw is not None and not self._raw.closed:
            try:
                self.flush()
            finally:
                self._raw.close()

    def detach(self):
        self.flush()
        raw, self._raw = self._raw, None
        return raw

    def readable(self):
        return self._raw.readable()

    def writable(self):
        return self._raw.writable()

    def seekable(self):
        return self._raw.seekable()

    def fileno(self):
        return self._raw.fileno()

    def isatty(self):
        return self._raw.isatty()

    def __repr__(self):
        name = f'_io.{type(self).__name__}'
        try:
            return f'<{name} name={self.name!r}>'
        except AttributeError:
            return f'<{name}>'


class BufferedReader(_Buffered):
    """A stream of bytes to read."""

    __module__ = '_io'

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.readable():
            raise UnsupportedOperation('File or stream is not readable.')
        super().__init__(raw, buffer_size)

    read, read1, peek, readline = (
        _Buffered._read, _Buffered._read1, _Buffered._peek, _Buffered._readline,
    )

    def writable(self):
        return False


class BufferedWriter(_Buffered):
    """A stream of bytes to write."""

    __module__ = '_io'

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        if not raw.writable():
            raise UnsupportedOperation('File or stream is not writable.')
        super().__init__(raw, buffer_size)

    write = _Buffered._write

    def readable(self):
        return False

    def readline(self, size=-1, /):
        raise UnsupportedOperation('read')


class BufferedRandom(_Buffered):
    """A stream of bytes to read, to write, and to go to any place of."""

    __module__ = '_io'

    def __init__(self, raw, buffer_size=DEFAULT_BUFFER_SIZE):
        for is_possible, what in ((raw.seekable(), 'seekable'), (raw.readable(), 'readable'),
                                  (raw.writable(), 'writable')):
            if not is_possible:
                raise UnsupportedOperation(f'File or stream is not {what}.')
        super().__init__(raw, buffer_size)

    read, read1, peek, readline, write = (
        _Buffered._read, _Buffered._read1, _Buffered._peek, _Buffered._readline, _Buffered._write,
    )


class BufferedRWPair(BufferedIOBase):
    """A stream to read and another to write."""

    __module__ = '_io'

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /):
        self.reader = BufferedReader(reader, buffer_size)
        self.writer = BufferedWriter(writer, buffer_size)
        for name in ('read', 'read1', 'peek', 'readline', 'readinto', 'readable'):
            setattr(self, name, getattr(self.reader, name))
        for name in ('write', 'flush', 'writable'):
            setattr(self, name, getattr(self.writer, name))

    @property
    def closed(self):
        return self.writer.closed

    def close(self):
        try:
            self.writer.close()
        finally:
            self.reader.close()

    def isatty(self):
        return self.reader.isatty() or self.writer.isatty()


def open_file(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None,
              closefd=True, opener=None):
    """What open() does."""
    if not isinstance(file, int):
        if not isinstance(file, (str, bytes)):
            if not hasattr(type(file), '__fspath__'):
                raise TypeError(
                    f'expected str, bytes or os.PathLike object, not {type(file).__name__}'
                )
            file = type(file).__fspath__(file)
    if not isinstance(mode, str):
        raise TypeError(f"open() argument 'mode' must be str, not {type(mode).__name__}")
    if not isinstance(buffering, int):
        raise TypeError(
            f"'{type(buffering).__name__}' object cannot be interpreted as an integer"
        )
    for value, what in ((encoding, 'encoding'), (errors, 'errors'), (newline, 'newline')):
        if value is not None and not isinstance(value, str):
            raise TypeError(
                f"open() argument '{what}' must be str or None, not {type(value).__name__}"
            )
    letters = set(mode)
    if letters - set('axrwb+t') or len(mode) > len(letters):
        raise ValueError(f'invalid mode: {mode!r}')
    is_binary = 'b' in letters
    if is_binary and 't' in letters:
        raise ValueError("can't have text and binary mode at once")
    if sum(letter in letters for letter in 'axrw') != 1:
        raise ValueError('must have exactly one of create/read/write/append mode')
    if is_binary:
        for value, what in (
            (encoding, 'an encoding'), (errors, 'an errors'), (newline, 'a newline'),
        ):
            if value is not None:
                raise ValueError(f"binary mode doesn't take {what} argument")
    elif buffering == 0:
        raise ValueError("can't have unbuffered text I/O")
    if isinstance(file, int) and 0 <= file <= 2 and file not in _numbered:
        return _standard(file, letters, is_binary, encoding, errors, newline)
    if newline is not None:
        check_newline(newline)
    if encoding == 'locale':
        encoding = None
    if encoding is not None:
        b''.decode(encoding)
    raw = FileIO(file, ''.join(letter for letter in mode if letter not in 'bt'), closefd, opener)
    if is_binary and buffering == 0:
        return raw
    if '+' in letters:
        buffer = BufferedRandom(raw)
    elif 'r' in letters:
        buffer = BufferedReader(raw)
    else:
        buffer = BufferedWriter(raw)
    if is_binary:
        return buffer
    from _io_text import TextIOWrapper
    text = TextIOWrapper(buffer, encoding, errors, newline, buffering == 1)
    text.mode = mode
    return text


def _standard(number, letters, is_binary, encoding, errors, newline):
    """A stream of the run's own, opened by its number."""
    stream = (sys.__stdin__, sys.__stdout__, sys.__stderr__)[number]
    if ('r' in letters) != (number == 0):
        raise OSError(9, 'Bad file descriptor')
    if is_binary:
        return stream.buffer
    from _io_text import TextIOWrapper
    text = TextIOWrapper(stream.buffer, encoding, errors, newline)
    text.mode = 'r' if number == 0 else 'w'
    return text
