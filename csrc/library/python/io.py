"""Streams: texts and bytes in memory, and the run's own files."""

__all__ = [
    'BlockingIOError', 'open', 'open_code', 'IOBase', 'RawIOBase', 'FileIO', 'BytesIO',
    'StringIO', 'BufferedIOBase', 'BufferedReader', 'BufferedWriter', 'BufferedRWPair',
    'BufferedRandom', 'TextIOBase', 'TextIOWrapper', 'UnsupportedOperation', 'SEEK_SET',
    'SEEK_CUR', 'SEEK_END', 'DEFAULT_BUFFER_SIZE', 'IncrementalNewlineDecoder', 'text_encoding',
]

DEFAULT_BUFFER_SIZE = 8192
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class UnsupportedOperation(OSError, ValueError):
    """A stream does not do what was asked of it."""


class IOBase:
    """What streams have in common."""

    closed = False

    def _no(self, name):
        raise UnsupportedOperation(name)

    def _check_open(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def close(self):
        if not self.closed:
            self.flush()
            self.closed = True

    def flush(self):
        self._check_open()

    def fileno(self):
        self._no('fileno')

    def isatty(self):
        self._check_open()
        return False

    def readable(self):
        self._check_open()
        return False

    def writable(self):
        self._check_open()
        return False

    def seekable(self):
        self._check_open()
        return False

    def seek(self, offset, whence=0):
        self._no('seek')

    def tell(self):
        return self.seek(0, 1)

    def truncate(self, size=None):
        self._no('truncate')

    def readline(self, size=-1):
        self._no('readline')

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
        self._check_open()
        for line in lines:
            self.write(line)

    def __enter__(self):
        self._check_open()
        return self

    def __exit__(self, *exception):
        self.close()

    def __iter__(self):
        self._check_open()
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line


class RawIOBase(IOBase):
    """A stream of bytes without a buffer."""


class BufferedIOBase(IOBase):
    """A stream of bytes."""

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    readinto1 = readinto

    def detach(self):
        self._no('detach')


class TextIOBase(IOBase):
    """A stream of text."""

    encoding = None
    errors = None
    newlines = None

    def detach(self):
        self._no('detach')


class _Memory:
    """A stream whose content is in memory; _empty is a text or bytes of no length.

    What is written at the end is kept in pieces until something else is asked for.
    """

    _empty = ''

    def _begin(self, content):
        self._content = content
        self._pieces = []
        self._at = 0

    def _whole(self):
        if self._pieces:
            self._content += self._empty.join(self._pieces)
            self._pieces = []
        return self._content

    def _put(self, data):
        if not data:
            return
        if self._pieces or self._at == len(self._content):
            self._pieces.append(data)
            self._at += len(data)
            return
        content = self._content
        if self._at > len(content):
            content += self._padding * (self._at - len(content))
        self._content = content[:self._at] + data + content[self._at + len(data):]
        self._at += len(data)

    def getvalue(self):
        self._check_open()
        return self._whole()

    def read(self, size=-1, /):
        self._check_open()
        content = self._whole()
        begin = self._at
        end = len(content) if size is None or size < 0 else min(begin + size, len(content))
        self._at = max(begin, end)
        return content[begin:end]

    def readline(self, size=-1, /):
        self._check_open()
        content = self._whole()
        begin = self._at
        found = content.find(self._line_end, begin)
        end = len(content) if found < 0 else found + 1
        if size is not None and size >= 0:
            end = min(end, begin + size)
        self._at = max(begin, end)
        return content[begin:end]

    def tell(self):
        self._check_open()
        return self._at

    def truncate(self, size=None, /):
        self._check_open()
        if size is None:
            size = self._at
        elif size < 0:
            raise ValueError(f'Negative size value {size}')
        self._content = self._whole()[:size]
        return size

    def readable(self):
        self._check_open()
        return True

    writable = seekable = readable

    def close(self):
        self.closed = True
        self._content, self._pieces = self._empty, []


class StringIO(_Memory, TextIOBase):
    """A text that is read and written like a file."""

    _line_end = '\n'
    _padding = '\0'

    def __init__(self, initial_value='', newline='\n'):
        if not (newline is None or isinstance(newline, str)):
            raise TypeError(f'newline must be str or None, not {type(newline).__name__}')
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f'illegal newline value: {newline!r}')
        if initial_value is not None and not isinstance(initial_value, str):
            raise TypeError(
                f'initial_value must be str or None, not {type(initial_value).__name__}'
            )
        self._newline = newline
        self._begin('')
        self.write(initial_value or '')
        self._at = 0

    @property
    def line_buffering(self):
        return False

    def write(self, s, /):
        self._check_open()
        if not isinstance(s, str):
            raise TypeError(f'string argument expected, got {type(s).__name__!r}')
        size = len(s)
        if self._newline is None:
            s = s.replace('\r\n', '\n').replace('\r', '\n')
        elif self._newline in ('\r', '\r\n'):
            s = s.replace('\n', self._newline)
        self._put(s)
        return size

    def seek(self, pos, whence=0, /):
        self._check_open()
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


class BytesIO(_Memory, BufferedIOBase):
    """Bytes that are read and written like a file."""

    _empty = b''
    _line_end = b'\n'
    _padding = b'\0'

    def __init__(self, initial_bytes=b''):
        if isinstance(initial_bytes, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        self._begin(bytes(initial_bytes or b''))

    read1 = _Memory.read

    def getbuffer(self):
        return memoryview(self.getvalue())

    def write(self, b, /):
        self._check_open()
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(b)
        self._put(data)
        return len(data)

    def seek(self, pos, whence=0, /):
        self._check_open()
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


class _File(_Memory):
    """A file of the run.  Its content is read when it is opened, and kept when it is closed."""

    def __init__(self, name, mode):
        self.name = name
        self.mode = mode
        kind = mode.replace('b', '').replace('t', '')
        if kind.replace('+', '') not in ('r', 'w', 'a', 'x') or kind.count('+') > 1:
            raise ValueError(f'invalid mode: {mode!r}')
        self._reads = 'r' in kind or '+' in kind
        self._writes = 'r' not in kind or '+' in kind
        self._appends = 'a' in kind
        self._dirty = False
        content = b''
        there = _exists(name)
        if 'x' in kind and there:
            raise FileExistsError(17, 'File exists', name)
        if 'r' in kind and not there:
            raise FileNotFoundError(2, 'No such file or directory', name)
        if there and 'w' not in kind:
            content = _read_bytes(name)
        elif self._writes:
            _write_bytes(name, b'')
        self._begin(self._from_bytes(content))
        if self._appends:
            self._at = len(self._content)

    def _from_bytes(self, data):
        return data

    def _to_bytes(self, content):
        return content

    def read(self, size=-1, /):
        if not self._reads:
            self._check_open()
            raise UnsupportedOperation('not readable')
        return super().read(size)

    def readline(self, size=-1, /):
        if not self._reads:
            self._check_open()
            raise UnsupportedOperation('not readable')
        return super().readline(size)

    def _write(self, data):
        self._check_open()
        if not self._writes:
            raise UnsupportedOperation('not writable')
        if self._appends:
            self._whole()
            self._at = len(self._content)
        self._dirty = True
        self._put(data)

    def truncate(self, size=None, /):
        if not self._writes:
            raise UnsupportedOperation('truncate')
        self._dirty = True
        return super().truncate(size)

    def flush(self):
        self._check_open()
        if self._dirty:
            _write_bytes(self.name, self._to_bytes(self._whole()))
            self._dirty = False

    def close(self):
        if not self.closed:
            self.flush()
            super().close()

    def readable(self):
        self._check_open()
        return self._reads

    def writable(self):
        self._check_open()
        return self._writes

    def fileno(self):
        raise UnsupportedOperation('fileno')


class BufferedRandom(_File, BufferedIOBase):
    """A file of bytes."""

    _empty = b''
    _line_end = b'\n'
    _padding = b'\0'

    def write(self, b, /):
        if isinstance(b, str):
            raise TypeError("a bytes-like object is required, not 'str'")
        data = bytes(b)
        self._write(data)
        return len(data)

    seek = BytesIO.seek
    read1 = _File.read

    def __repr__(self):
        return f'<_io.{type(self).__name__} name={self.name!r}>'


class BufferedReader(BufferedRandom):
    """A file of bytes to read."""


class BufferedWriter(BufferedRandom):
    """A file of bytes to write."""


class BufferedRWPair(BufferedIOBase):
    """A stream to read and another to write."""

    def __init__(self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE):
        self.read = reader.read
        self.write = writer.write


FileIO = BufferedRandom


class TextIOWrapper(_File, TextIOBase):
    """A file of text; or the text of a stream of bytes."""

    _line_end = '\n'
    _padding = '\0'

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False,
                 write_through=False):
        self.encoding = encoding or 'utf-8'
        self.errors = errors or 'strict'
        self._newline = newline
        self.line_buffering = line_buffering
        if newline not in (None, '', '\n', '\r', '\r\n'):
            raise ValueError(f'illegal newline value: {newline!r}')
        if isinstance(buffer, _Name):
            super().__init__(buffer.name, buffer.mode)
            return
        self.buffer = buffer
        self.name = getattr(buffer, 'name', None)
        self.mode = 'r+'
        self._reads, self._writes, self._appends, self._dirty = True, True, False, False
        self._start = buffer.tell() if buffer.seekable() else 0
        self._begin(self._from_bytes(buffer.read() if buffer.readable() else b''))

    def _from_bytes(self, data):
        text = data.decode(self.encoding, self.errors)
        if self._newline is None:
            text = text.replace('\r\n', '\n').replace('\r', '\n')
        return text

    def _to_bytes(self, content):
        if self._newline in ('\r', '\r\n'):
            content = content.replace('\n', self._newline)
        return content.encode(self.encoding, self.errors)

    def flush(self):
        if not hasattr(self, 'buffer'):
            super().flush()
        elif self._dirty:
            self.buffer.seek(self._start)
            self.buffer.write(self._to_bytes(self._whole()))
            self._dirty = False

    def write(self, s, /):
        if not isinstance(s, str):
            raise TypeError(f'write() argument must be str, not {type(s).__name__}')
        self._write(s)
        return len(s)

    seek = StringIO.seek

    def reconfigure(self, *, encoding=None, errors=None, newline=None, line_buffering=None,
                    write_through=None):
        self.flush()
        self.encoding = encoding or self.encoding
        self.errors = errors or self.errors

    def detach(self):
        self.flush()
        return self.buffer

    def __repr__(self):
        return (
            f'<_io.TextIOWrapper name={self.name!r} mode={self.mode!r} '
            f'encoding={self.encoding!r}>'
        )


class _Name:
    """A file that is to be opened."""

    def __init__(self, name, mode):
        self.name = name
        self.mode = mode


def _open_native(name, mode):
    from _pocketpy_io import FileIO
    return FileIO(name, mode)


def _exists(name):
    try:
        _open_native(name, 'rb').close()
    except OSError:
        return False
    return True


def _read_bytes(name):
    file = _open_native(name, 'rb')
    try:
        return file.read()
    finally:
        file.close()


def _write_bytes(name, data):
    file = _open_native(name, 'wb')
    try:
        if data:
            file.write(data)
    finally:
        file.close()


def open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True,
         opener=None):
    """Open a file of the run: text, or bytes with "b"."""
    if isinstance(file, int):
        raise OSError(9, 'Bad file descriptor')
    if not isinstance(file, str):
        import os
        file = os.fspath(file)
    if not isinstance(mode, str):
        raise TypeError(f'open() argument \'mode\' must be str, not {type(mode).__name__}')
    wrong = set(mode) - set('axrwb+t')
    if wrong or len(mode) > len(set(mode)):
        raise ValueError(f'invalid mode: {mode!r}')
    if sum(mode.count(letter) for letter in 'rwxa') != 1:
        raise ValueError('must have exactly one of create/read/write/append mode')
    if 'b' not in mode:
        return TextIOWrapper(_Name(file, mode), encoding, errors, newline)
    if 't' in mode:
        raise ValueError("can't have text and binary mode at once")
    for given, what in ((encoding, 'an encoding'), (errors, 'an errors'), (newline, 'a newline')):
        if given is not None:
            raise ValueError(f"binary mode doesn't take {what} argument")
    if '+' in mode:
        return BufferedRandom(file, mode)
    return (BufferedReader if 'r' in mode else BufferedWriter)(file, mode)


def open_code(path):
    """Open a file of bytes."""
    return open(path, 'rb')


def text_encoding(encoding, stacklevel=2):
    """The encoding, or the usual one."""
    return 'utf-8' if encoding is None else encoding


class IncrementalNewlineDecoder:
    """Makes all ends of lines one character."""

    def __init__(self, decoder, translate, errors='strict'):
        self._decoder = decoder
        self._translate = translate

    def decode(self, input, final=False):
        if self._decoder is not None:
            input = self._decoder.decode(input, final)
        if self._translate:
            input = input.replace('\r\n', '\n').replace('\r', '\n')
        return input
