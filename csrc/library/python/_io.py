"""Streams: what they have in common, and those whose content is in memory."""

from abc import ABCMeta

DEFAULT_BUFFER_SIZE = 8192
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
_NEWLINES = (None, '', '\n', '\r', '\r\n')


class UnsupportedOperation(OSError, ValueError):
    """A stream does not do what was asked of it."""

    __module__ = 'io'


class IOBase(metaclass=ABCMeta):
    """What streams have in common."""

    __module__ = 'io'
    _is_closed = False

    def _unsupported(self, name):
        raise UnsupportedOperation(name)

    @property
    def closed(self):
        return self._is_closed

    def _checkClosed(self, msg=None):
        if self.closed:
            raise ValueError('I/O operation on closed file.' if msg is None else msg)

    def _checkReadable(self, msg=None):
        if not self.readable():
            raise UnsupportedOperation('File or stream is not readable.' if msg is None else msg)

    def _checkWritable(self, msg=None):
        if not self.writable():
            raise UnsupportedOperation('File or stream is not writable.' if msg is None else msg)

    def _checkSeekable(self, msg=None):
        if not self.seekable():
            raise UnsupportedOperation('File or stream is not seekable.' if msg is None else msg)

    def close(self):
        if not self._is_closed:
            try:
                self.flush()
            finally:
                self._is_closed = True

    def flush(self):
        self._checkClosed()

    def fileno(self):
        self._unsupported('fileno')

    def isatty(self):
        self._checkClosed()
        return False

    def readable(self):
        return False

    def writable(self):
        return False

    def seekable(self):
        return False

    def seek(self, offset, whence=0):
        self._unsupported('seek')

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None):
        self._unsupported('truncate')

    def readline(self, size=-1):
        """A line, byte by byte: for streams that have but read(), and perhaps peek()."""
        size = -1 if size is None else _index(size)
        peek = getattr(self, 'peek', None)
        line = bytearray()
        while size < 0 or len(line) < size:
            count = 1
            if peek is not None:
                ahead = peek(1)
                if not ahead:
                    break
                count = ahead.find(b'\n') + 1 or len(ahead)
                if size >= 0:
                    count = min(count, size - len(line))
            piece = self.read(count)
            if not piece:
                break
            if not isinstance(piece, bytes):
                raise OSError(
                    f"read() should have returned a bytes object, not '{type(piece).__name__}'"
                )
            line += piece
            if line.endswith(b'\n'):
                break
        return bytes(line)

    def readlines(self, hint=-1):
        if hint is None or hint <= 0:
            return list(self)
        lines, count = [], 0
        for line in self:
            lines.append(line)
            count += len(line)
            if count >= hint:
                break
        return lines

    def writelines(self, lines):
        self._checkClosed()
        for line in lines:
            self.write(line)

    def __enter__(self):
        self._checkClosed()
        return self

    def __exit__(self, *exception):
        self.close()

    def __iter__(self):
        self._checkClosed()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


def _index(size):
    try:
        return size.__index__()
    except AttributeError:
        raise TypeError(
            f'argument should be integer or None, not {type(size).__name__!r}'
        ) from None


class RawIOBase(IOBase):
    """A stream of bytes without a buffer: its class has readinto() and write()."""

    __module__ = 'io'

    def read(self, size=-1):
        if size is None or size < 0:
            return self.readall()
        buffer = bytearray(_index(size))
        count = self.readinto(buffer)
        if count is None:
            return None
        return bytes(buffer[:count])

    def readall(self):
        pieces = []
        while data := self.read(DEFAULT_BUFFER_SIZE):
            pieces.append(data)
        return b''.join(pieces) if pieces else data

    def readinto(self, b):
        self._unsupported('readinto')

    def write(self, b):
        self._unsupported('write')


class BufferedIOBase(IOBase):
    """A stream of bytes."""

    __module__ = 'io'

    def read(self, size=-1):
        self._unsupported('read')

    def read1(self, size=-1):
        self._unsupported('read1')

    def _readinto(self, b, read):
        view = room_of(b)
        data = read(len(view))
        view[:len(data)] = data
        return len(data)

    def readinto(self, b):
        return self._readinto(b, self.read)

    def readinto1(self, b):
        return self._readinto(b, self.read1)

    def write(self, b):
        self._unsupported('write')

    def detach(self):
        self._unsupported('detach')


class TextIOBase(IOBase):
    """A stream of text."""

    __module__ = 'io'
    encoding = None
    errors = None
    newlines = None

    def read(self, size=-1):
        self._unsupported('read')

    def readline(self):
        self._unsupported('readline')

    def write(self, s):
        self._unsupported('write')

    def detach(self):
        self._unsupported('detach')


def bytes_of(data):
    """The bytes of a bytes-like object."""
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError(
            f"a bytes-like object is required, not '{type(data).__name__}'"
        ) from None


def room_of(buffer):
    """A view of what readinto() fills."""
    try:
        view = memoryview(buffer)
        if not view.readonly:
            return view.cast('B')
    except TypeError:
        pass
    raise TypeError('readinto() argument must be read-write bytes-like object, not '
                    + type(buffer).__name__)


def line_end(text, at, newline):
    """Where the line that begins at a place ends; its end belongs to it."""
    if newline == '':
        found = text.find('\n', at)
        other = text.find('\r', at, len(text) if found < 0 else found)
        if other >= 0:
            return other + (2 if found == other + 1 else 1)
        return len(text) if found < 0 else found + 1
    newline = newline or '\n'
    found = text.find(newline, at)
    return len(text) if found < 0 else found + len(newline)


def check_newline(newline):
    if newline is not None and not isinstance(newline, str):
        raise TypeError(f'newline must be str or None, not {type(newline).__name__}')
    if newline not in _NEWLINES:
        raise ValueError(f'illegal newline value: {newline!r}')


class _Memory:
    """A stream whose content is in memory; _empty is a text or bytes of no length.

    What is written at the end is kept in pieces until something else is asked for.
    """

    _empty = ''
    _newline = '\n'

    def _begin(self, content):
        self._content = content
        self._pieces = []
        self._at = 0
        self._is_closed = False

    _on_closed = 'I/O operation on closed file.'

    def _check(self):
        if self._is_closed:
            raise ValueError(self._on_closed)

    def _whole(self):
        if self._pieces:
            self._content += self._empty.join(self._pieces)
            self._pieces = []
        return self._content

    def _put(self, data):
        if not data:
            return
        pieces = self._pieces
        if pieces or self._at == len(self._content):
            pieces.append(data)
            self._at += len(data)
            return
        content = self._content
        if self._at > len(content):
            content += self._padding * (self._at - len(content))
        self._content = content[:self._at] + data + content[self._at + len(data):]
        self._at += len(data)

    def getvalue(self):
        self._check()
        return self._whole()

    def _own(self):
        return {name: value for name, value in self.__dict__.items() if name not in _STATE}

    def read(self, size=-1, /):
        self._check()
        content = self._whole()
        begin = self._at
        size = -1 if size is None else _index(size)
        end = len(content) if size < 0 else min(begin + size, len(content))
        self._at = max(begin, end)
        return content[begin:end]

    def readline(self, size=-1, /):
        self._check()
        content = self._whole()
        begin = self._at
        end = self._line_end(content, begin)
        size = -1 if size is None else _index(size)
        if size >= 0:
            end = min(end, begin + size)
        self._at = max(begin, end)
        return content[begin:end]

    def tell(self):
        self._check()
        return self._at

    def truncate(self, size=None, /):
        self._check()
        size = self._at if size is None else _index(size)
        if size < 0:
            raise ValueError(f'{self._negative_size} {size}')
        self._content = self._whole()[:size]
        return size

    def readable(self):
        self._check()
        return True

    writable = seekable = readable

    def close(self):
        self._is_closed = True
        self._content, self._pieces = self._empty, []


_STATE = ('_content', '_pieces', '_at', '_is_closed', '_newline')


class StringIO(_Memory, TextIOBase):
    """A text that is read and written like a file."""

    _padding = '\0'
    _on_closed = 'I/O operation on closed file'
    _negative_size = 'Negative size value'

    def __init__(self, initial_value='', newline='\n'):
        check_newline(newline)
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(
                f'initial_value must be str or None, not {type(initial_value).__name__}'
            )
        self._newline = newline
        self._begin('')
        if initial_value:
            self.write(initial_value)
            self._at = 0

    def _line_end(self, content, at):
        return line_end(content, at, self._newline)

    @property
    def line_buffering(self):
        self._check()
        return False

    @property
    def newlines(self):
        self._check()
        return None

    def __getstate__(self):
        return self.getvalue(), self._newline, self._at, self._own() or None

    def __setstate__(self, state):
        content, newline, at, own = _checked_state(self, state, 4)
        if not isinstance(content, str):
            raise TypeError(
                f'initial_value must be str or None, not {type(content).__name__}'
            )
        _check_place(at, own, 'third', 'fourth')
        self.__init__('', newline)
        self._content, self._at = content, at
        if own is not None:
            self.__dict__.update(own)

    def write(self, s, /):
        self._check()
        if not isinstance(s, str):
            raise TypeError(f'string argument expected, got {type(s).__name__!r}')
        size = len(s)
        newline = self._newline
        if newline != '\n':
            if newline is None:
                s = s.replace('\r\n', '\n').replace('\r', '\n')
            elif newline:
                s = s.replace('\n', newline)
        self._put(s)
        return size

    def seek(self, pos, whence=0, /):
        self._check()
        pos = _index(pos)
        if whence == 0:
            if pos < 0:
                raise ValueError(f'Negative seek position {pos}')
            target = pos
        elif whence in (1, 2):
            if pos:
                raise OSError("Can't do nonzero cur-relative seeks")
            target = self._at if whence == 1 else len(self._whole())
        else:
            raise ValueError(f'Invalid whence ({whence}, should be 0, 1 or 2)')
        self._whole()
        self._at = target
        return target


def _checked_state(stream, state, size):
    if stream._is_closed:
        raise ValueError('__setstate__ on closed file')
    if not isinstance(state, tuple) or len(state) < size:
        raise TypeError(
            f'{type(stream).__name__}.__setstate__ argument should be {size}-tuple, got '
            f'{type(state).__name__}'
        )
    return state[:size]


def _check_place(at, own, of_place, of_own):
    if not isinstance(at, int):
        raise TypeError(f'{of_place} item of state must be an integer, got {type(at).__name__}')
    if at < 0:
        raise ValueError('position value cannot be negative')
    if own is not None and not isinstance(own, dict):
        raise TypeError(f'{of_own} item of state should be a dict, got a {type(own).__name__}')


class BytesIO(_Memory, BufferedIOBase):
    """Bytes that are read and written like a file."""

    _empty = b''
    _padding = b'\0'
    _negative_size = 'negative size value'

    def __init__(self, initial_bytes=b''):
        if initial_bytes is None:
            initial_bytes = b''
        elif not isinstance(initial_bytes, bytes):
            initial_bytes = bytes_of(initial_bytes)
        self._begin(initial_bytes)

    def _line_end(self, content, at):
        found = content.find(b'\n', at)
        return len(content) if found < 0 else found + 1

    def read1(self, size=-1, /):
        return self.read(size)

    def readinto(self, buffer, /):
        self._check()
        return self._readinto(buffer, self.read)

    def __getstate__(self):
        return self.getvalue(), self._at, self._own() or None

    def __setstate__(self, state):
        content, at, own = _checked_state(self, state, 3)
        content = bytes_of(content)
        _check_place(at, own, 'second', 'third')
        self._begin(content)
        self._at = at
        if own is not None:
            self.__dict__.update(own)

    def getbuffer(self):
        return memoryview(self.getvalue())

    def write(self, b, /):
        self._check()
        if not isinstance(b, bytes):
            b = bytes_of(b)
        self._put(b)
        return len(b)

    def seek(self, pos, whence=0, /):
        self._check()
        pos = _index(pos)
        if whence == 0:
            if pos < 0:
                raise ValueError(f'negative seek value {pos}')
            target = pos
        elif whence == 1:
            target = max(0, self._at + pos)
        elif whence == 2:
            target = max(0, len(self._whole()) + pos)
        else:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        self._whole()
        self._at = target
        return target


def __getattr__(name):
    """The classes of files, as CPython's module has them all."""
    import io
    if name in ('FileIO', 'BufferedReader', 'BufferedWriter', 'BufferedRandom', 'BufferedRWPair',
                'TextIOWrapper', 'IncrementalNewlineDecoder', 'open', 'text_encoding'):
        return getattr(io, name)
    raise AttributeError(f"module '_io' has no attribute {name!r}")
