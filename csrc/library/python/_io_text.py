"""The text of a stream of bytes."""

from _io import TextIOBase, UnsupportedOperation, _index, check_newline, line_end

_MARKED = {'utf_8_sig': 'utf-8', 'utf_16': 'utf-16-le', 'utf16': 'utf-16-le', 'u16': 'utf-16-le',
           'utf_32': 'utf-32-le', 'utf32': 'utf-32-le', 'u32': 'utf-32-le'}
"""Encodings that begin with a mark, and those that follow it."""

_IN_PIECES = {'utf_8', 'utf8', 'ascii', 'us_ascii', 'latin_1', 'latin1', 'iso_8859_1', 'iso8859_1'}
"""Encodings of which a piece can be decoded alone, if it ends where a character does."""

_PIECE = 1 << 13
"""Bytes that are read at once, at least."""


def _unfinished(data):
    """How many bytes more may belong to the last character, or end of line, of some UTF-8."""
    if data.endswith(b'\r'):
        return 1
    for back in range(1, min(len(data), 3) + 1):
        byte = data[-back]
        if byte >= 0xC0:
            return max(0, (2 if byte < 0xE0 else 3 if byte < 0xF0 else 4) - back)
        if byte < 0x80:
            break
    return 0


class TextIOWrapper(TextIOBase):
    """The text of a stream of bytes.

    What is read is decoded in large pieces, or all at once where the encoding has no place to cut
    it; of a stream in which one cannot seek, such as the run's input, up to the end of a line, so
    that nobody waits for more than he needs.
    """

    __module__ = '_io'

    def __init__(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False,
                 write_through=False):
        check_newline(newline)
        if encoding is not None and not isinstance(encoding, str):
            raise TypeError(
                f"TextIOWrapper() argument 'encoding' must be str or None, not "
                f'{type(encoding).__name__}'
            )
        if errors is not None and not isinstance(errors, str):
            raise TypeError(
                f"TextIOWrapper() argument 'errors' must be str or None, not "
                f'{type(errors).__name__}'
            )
        if encoding == 'locale':
            encoding = None
        self._encoding = 'UTF-8' if encoding is None else encoding
        b''.decode(self._encoding)
        self._errors = 'strict' if errors is None else errors
        self._newline = newline
        self._line_buffering = bool(line_buffering)
        self._write_through = bool(write_through)
        self._buffer = buffer
        self._is_seekable = buffer.seekable()
        self._text = self._raw = ''  # what is decoded, and what it was before ends of lines
        self._at = 0
        self._ends = set()
        self._tells = True
        self._look_at_encoding()

    def _look_at_encoding(self):
        plain = self._encoding.lower().replace('-', '_')
        self._after_mark = _MARKED.get(plain)
        self._by_line = not self._is_seekable and '16' not in plain and '32' not in plain
        self._in_pieces = not self._by_line and plain in _IN_PIECES

    # ------------------------------------------------------------------------ properties

    @property
    def buffer(self):
        return self._buffer

    @property
    def closed(self):
        return self._buffer.closed

    @property
    def name(self):
        return self._buffer.name

    @property
    def encoding(self):
        return self._encoding

    @property
    def errors(self):
        return self._errors

    @property
    def line_buffering(self):
        return self._line_buffering

    @property
    def write_through(self):
        return self._write_through

    @property
    def newlines(self):
        found = [end for end in ('\r', '\n', '\r\n') if end in self._ends]
        return None if not found else found[0] if len(found) == 1 else tuple(found)

    def _check(self):
        if self._buffer is None:
            raise ValueError('underlying buffer has been detached')
        if self._buffer.closed:
            raise ValueError('I/O operation on closed file.')

    # --------------------------------------------------------------------------- reading

    def _piece(self):
        """Bytes up to the end of a character.  As many again as are there, for those who look for
        something far away."""
        data = self._buffer.read(max(_PIECE, len(self._text) - self._at))
        for _ in range(16):  # if this is no UTF-8, or has many ends of lines, it is cut all the same
            more = isinstance(data, bytes) and _unfinished(data)
            rest = self._buffer.read(more) if more else b''
            if not rest:
                break
            data += rest
        return data

    def _fill(self, whole=False):
        """Decode more, or all; whether there was any.  What was read already is let go."""
        if self._by_line:
            data = self._buffer.readline()
        else:
            data = self._piece() if self._in_pieces and not whole else self._buffer.read()
        if isinstance(data, str):
            raise TypeError(
                "underlying read() should have returned a bytes-like object, not 'str'"
            )
        if not data:
            return False
        raw = data.decode(self._encoding, self._errors)
        if self._newline is None or self._newline == '':
            if '\r' in raw:
                crlf = raw.count('\r\n')
                for end, count in (('\r\n', crlf), ('\r', raw.count('\r') - crlf),
                                   ('\n', raw.count('\n') - crlf)):
                    if count:
                        self._ends.add(end)
            elif '\n' in raw:
                self._ends.add('\n')
        text = raw
        if self._newline is None and '\r' in raw:
            text = raw.replace('\r\n', '\n').replace('\r', '\n')
        rest = self._text[self._at:]
        if rest:
            self._raw = self._raw_rest() + raw
            self._text = rest + text
        else:
            self._raw, self._text = raw, text
        self._at = 0
        return True

    def _raw_rest(self):
        """What is decoded and not read, with the ends of lines that it had."""
        if len(self._raw) == len(self._text):
            return self._raw[self._at:]
        place, raw = 0, self._raw
        for _ in range(self._at):
            place += 2 if raw.startswith('\r\n', place) else 1
        return raw[place:]

    def _check_reads(self):
        self._check()
        if not self._buffer.readable():
            raise UnsupportedOperation('not readable')

    def read(self, size=-1, /):
        self._check_reads()
        size = -1 if size is None else _index(size)
        if size < 0:
            while self._fill(whole=True):
                pass
            found = self._text[self._at:]
            self._text = self._raw = ''
            self._at = 0
            return found
        while len(self._text) - self._at < size and self._fill():
            pass
        found = self._text[self._at:self._at + size]
        self._at += len(found)
        return found

    def readline(self, size=-1, /):
        self._check_reads()
        size = -1 if size is None else _index(size)
        newline = self._newline
        while True:
            text, at = self._text, self._at
            end = line_end(text, at, newline)
            # At the end of what is decoded there may be more of the line.
            if end < len(text) or (
                end > at and text.endswith(('\n', '\r') if newline == '' else newline or '\n')
            ):
                break
            if not self._fill():
                break
        if size >= 0:
            end = min(end, at + size)
        self._at = max(at, end)
        return text[at:end]

    def __next__(self):
        self._tells = False
        line = self.readline()
        if not line:
            self._tells = True
            raise StopIteration
        return line

    # --------------------------------------------------------------------------- writing

    def _encode(self, text):
        if self._after_mark is not None and self._is_seekable and self._buffer.tell() > 0:
            return text.encode(self._after_mark, self._errors)
        return text.encode(self._encoding, self._errors)

    def write(self, s, /):
        self._check()
        if not isinstance(s, str):
            raise TypeError(f'write() argument must be str, not {type(s).__name__}')
        if not self._buffer.writable():
            raise UnsupportedOperation('not writable')
        if self._newline in ('\r', '\r\n') and '\n' in s:
            text = s.replace('\n', self._newline)
        else:
            text = s
        if self._text:
            self._text = self._raw = ''
            self._at = 0
        self._buffer.write(self._encode(text))
        return len(s)

    def flush(self):
        self._check()
        self._buffer.flush()
        self._tells = True

    def close(self):
        if self._buffer is not None and not self._buffer.closed:
            try:
                self.flush()
            finally:
                self._buffer.close()

    def detach(self):
        self.flush()
        buffer, self._buffer = self._buffer, None
        return buffer

    # ---------------------------------------------------------------------------- places

    def tell(self):
        self._check()
        if not self._is_seekable:
            raise UnsupportedOperation('underlying stream is not seekable')
        if not self._tells:
            raise OSError('telling position disabled by next() call')
        place = self._buffer.tell()
        rest = self._raw_rest()
        if rest:
            place -= len(rest.encode(self._after_mark or self._encoding, self._errors))
        return place

    def seek(self, cookie, whence=0, /):
        self._check()
        if not self._is_seekable:
            raise UnsupportedOperation('underlying stream is not seekable')
        cookie = _index(cookie)
        if whence == 1:
            if cookie:
                raise UnsupportedOperation("can't do nonzero cur-relative seeks")
            cookie = self.tell()
        elif whence == 2:
            if cookie:
                raise UnsupportedOperation("can't do nonzero end-relative seeks")
        elif whence != 0:
            raise ValueError(f'invalid whence ({whence}, should be 0, 1 or 2)')
        elif cookie < 0:
            raise ValueError(f'negative seek position {cookie}')
        self._buffer.flush()
        self._text = self._raw = ''
        self._at = 0
        self._tells = True
        return self._buffer.seek(0, 2) if whence == 2 else self._buffer.seek(cookie)

    def truncate(self, pos=None, /):
        self._check()
        return self._buffer.truncate(self.tell() if pos is None else pos)

    # -------------------------------------------------------------------------- the rest

    def reconfigure(self, *, encoding=None, errors=None, newline=-1, line_buffering=None,
                    write_through=None):
        if newline != -1:
            check_newline(newline)
        if (encoding is not None or errors is not None or newline != -1) and self._text:
            raise UnsupportedOperation(
                'not possible to set the encoding or newline of stream after the first read'
            )
        if encoding == 'locale':
            encoding = 'UTF-8'
        if encoding is not None:
            b''.decode(encoding)
            self._encoding = encoding
            self._errors = 'strict'
            self._look_at_encoding()
        if errors is not None:
            self._errors = errors
        if newline != -1:
            self._newline = newline
        if line_buffering is not None:
            self._line_buffering = bool(line_buffering)
        if write_through is not None:
            self._write_through = bool(write_through)

    def readable(self):
        self._check()
        return self._buffer.readable()

    def writable(self):
        self._check()
        return self._buffer.writable()

    def seekable(self):
        self._check()
        return self._is_seekable

    def fileno(self):
        return self._buffer.fileno()

    def isatty(self):
        return self._buffer.isatty()

    def __repr__(self):
        parts = []
        for name in ('name', 'mode'):
            try:
                parts.append(f' {name}={getattr(self, name)!r}')
            except AttributeError:
                pass
        return f'<_io.TextIOWrapper{"".join(parts)} encoding={self._encoding!r}>'
