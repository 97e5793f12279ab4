"""Compression as zlib has it: of bytes at once, or piece by piece."""

from operator import index

import _zlib
from _io import bytes_of

__all__ = [
    'DEFLATED', 'DEF_BUF_SIZE', 'DEF_MEM_LEVEL', 'MAX_WBITS', 'ZLIB_RUNTIME_VERSION', 'ZLIB_VERSION',
    'Z_BEST_COMPRESSION', 'Z_BEST_SPEED', 'Z_BLOCK', 'Z_DEFAULT_COMPRESSION', 'Z_DEFAULT_STRATEGY',
    'Z_FILTERED', 'Z_FINISH', 'Z_FIXED', 'Z_FULL_FLUSH', 'Z_HUFFMAN_ONLY', 'Z_NO_COMPRESSION',
    'Z_NO_FLUSH', 'Z_PARTIAL_FLUSH', 'Z_RLE', 'Z_SYNC_FLUSH', 'Z_TREES', 'adler32', 'compress',
    'compressobj', 'crc32', 'decompress', 'decompressobj', 'error',
]

DEFLATED, DEF_BUF_SIZE, DEF_MEM_LEVEL, MAX_WBITS = 8, 16384, 8, 15
Z_NO_COMPRESSION, Z_BEST_SPEED, Z_BEST_COMPRESSION, Z_DEFAULT_COMPRESSION = 0, 1, 9, -1
Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED = range(5)
Z_NO_FLUSH, Z_PARTIAL_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_BLOCK, Z_TREES = range(7)
ZLIB_VERSION = ZLIB_RUNTIME_VERSION = _zlib.VERSION

_OK, _STREAM_END, _NEED_DICT, _STREAM_ERROR, _BUF_ERROR = 0, 1, 2, -2, -5
_REASONS = {_BUF_ERROR: 'incomplete or truncated stream', _STREAM_ERROR: 'inconsistent stream state',
            -3: 'invalid input data'}


class error(Exception):
    """What was to be coded cannot be."""

    __module__ = 'zlib'


def _failed(code, what, message=None):
    reason = message or _REASONS.get(code)
    return error(f'Error {code} {what}: {reason}' if reason else f'Error {code} {what}')


def _bytes(data):
    return data if type(data) is bytes else bytes_of(data)


def crc32(data, value=0, /):
    return _zlib.crc32(_bytes(data), value & 0xFFFFFFFF)


def adler32(data, value=1, /):
    return _zlib.adler32(_bytes(data), value & 0xFFFFFFFF)


def compress(data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS):
    """The bytes, compressed."""
    data = _bytes(data)
    coder = _zlib.deflater(level, DEFLATED, wbits, DEF_MEM_LEVEL, Z_DEFAULT_STRATEGY, None)
    if isinstance(coder, int):
        if coder == _STREAM_ERROR:
            raise error('Bad compression level')
        raise _failed(coder, 'while compressing data')
    found, code, message = coder.run(data, Z_FINISH)
    if code != _STREAM_END:
        raise _failed(code, 'while compressing data', message)
    return found


def decompress(data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE):
    """What was compressed; what comes behind it is not looked at."""
    data = _bytes(data)
    bufsize = index(bufsize)
    if bufsize < 0:
        raise ValueError('bufsize must be non-negative')
    coder = _zlib.inflater(wbits, None)
    if isinstance(coder, int):
        raise _failed(coder, 'while preparing to decompress data')
    found, code, message, _ = coder.run(data, 0)
    if code == _OK:
        code = _BUF_ERROR
    if code != _STREAM_END:
        raise _failed(code, 'while decompressing data', message)
    return found


class Compress:
    """Compresses piece by piece: compressobj() makes one."""

    __module__ = 'zlib'

    def __init__(self, coder):
        self._coder = coder

    def compress(self, data, /):
        found, code, message = self._coder.run(_bytes(data), Z_NO_FLUSH)
        if code != _OK:
            raise _failed(code, 'while compressing data', message)
        return found

    def flush(self, mode=Z_FINISH, /):
        if mode == Z_NO_FLUSH:
            return b''
        found, code, message = self._coder.run(b'', mode)
        if code != (_STREAM_END if mode == Z_FINISH else _OK):
            raise _failed(code, 'while flushing', message)
        return found

    def copy(self):
        copied = self._coder.copy()
        if isinstance(copied, int):
            raise _failed(copied, 'while copying compression object')
        return Compress(copied)

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo, /):
        return self.copy()


def compressobj(level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS,
                memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None):
    """What compresses piece by piece."""
    if zdict is not None:
        zdict = _bytes(zdict)
    coder = _zlib.deflater(level, method, wbits, memLevel, strategy, zdict)
    if isinstance(coder, int):
        raise ValueError('Invalid dictionary' if zdict is not None and coder != _STREAM_ERROR
                         else 'Invalid initialization option')
    return Compress(coder)


class Decompress:
    """Decompresses piece by piece: decompressobj() makes one."""

    __module__ = 'zlib'

    def __init__(self, coder):
        self._coder = coder
        self.eof = False
        self.unused_data = self.unconsumed_tail = b''

    def _run(self, data, most):
        if self.eof:
            self.unused_data += data
            return b''
        found, code, message, left = self._coder.run(data, most)
        if code not in (_OK, _BUF_ERROR, _STREAM_END):
            raise _failed(code, 'while decompressing data', message)
        rest = data[len(data) - left:] if left else b''
        if code == _STREAM_END:
            self.eof = True
            self.unused_data += rest
            self.unconsumed_tail = b''
        else:
            self.unconsumed_tail = rest
        return found

    def decompress(self, data, /, max_length=0):
        max_length = index(max_length)
        if max_length < 0:
            raise ValueError('max_length must be non-negative')
        return self._run(_bytes(data), max_length)

    def flush(self, length=DEF_BUF_SIZE, /):
        length = index(length)
        if length <= 0:
            raise ValueError('length must be greater than zero')
        tail = self.unconsumed_tail
        return b'' if self.eof else self._run(tail, 0)

    def copy(self):
        copied = self._coder.copy()
        if isinstance(copied, int):
            raise _failed(copied, 'while copying decompression object')
        made = Decompress(copied)
        made.eof, made.unused_data = self.eof, self.unused_data
        made.unconsumed_tail = self.unconsumed_tail
        return made

    def __copy__(self):
        return self.copy()

    def __deepcopy__(self, memo, /):
        return self.copy()


def decompressobj(wbits=MAX_WBITS, zdict=b''):
    """What decompresses piece by piece."""
    coder = _zlib.inflater(wbits, _bytes(zdict) if zdict else None)
    if isinstance(coder, int):
        raise ValueError('Invalid initialization option')
    return Decompress(coder)

# In a class they are no methods, as functions in C are none.
for _name in (
    'adler32', 'compress', 'compressobj', 'crc32', 'decompress', 'decompressobj',
):
    globals()[_name] = staticmethod(globals()[_name])
