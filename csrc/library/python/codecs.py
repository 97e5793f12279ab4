"""Encodings by their names: what texts and bytes can do themselves, as functions."""

__all__ = ['BOM', 'BOM_BE', 'BOM_LE', 'BOM_UTF8', 'BOM_UTF16', 'BOM_UTF16_BE', 'BOM_UTF16_LE',
           'BOM_UTF32', 'BOM_UTF32_BE', 'BOM_UTF32_LE', 'decode', 'encode', 'getdecoder',
           'getencoder', 'iterdecode', 'iterencode', 'lookup', 'open']

BOM_UTF8 = b'\xef\xbb\xbf'
BOM_LE = BOM_UTF16_LE = b'\xff\xfe'
BOM_BE = BOM_UTF16_BE = b'\xfe\xff'
BOM_UTF32_LE = b'\xff\xfe\x00\x00'
BOM_UTF32_BE = b'\x00\x00\xfe\xff'
BOM = BOM_UTF16 = BOM_UTF16_LE
BOM_UTF32 = BOM_UTF32_LE

_ROT13 = {}
for _first in (65, 97):
    for _at in range(26):
        _ROT13[_first + _at] = _first + (_at + 13) % 26


def _rot13(text, errors='strict'):
    return text.translate(_ROT13)


def encode(obj, encoding='utf-8', errors='strict'):
    """The bytes of a text; or what else an encoding of this name makes."""
    name = encoding.lower().replace('-', '_')
    if name in ('rot13', 'rot_13'):
        return _rot13(obj)
    if name in ('hex', 'hex_codec'):
        return bytes(obj).hex().encode()
    if name in ('base64', 'base64_codec'):
        from base64 import encodebytes
        return encodebytes(obj)
    return obj.encode(encoding, errors)


def decode(obj, encoding='utf-8', errors='strict'):
    """The text of bytes."""
    name = encoding.lower().replace('-', '_')
    if name in ('rot13', 'rot_13'):
        return _rot13(obj)
    if name in ('hex', 'hex_codec'):
        return bytes.fromhex(bytes(obj).decode())
    if name in ('base64', 'base64_codec'):
        from base64 import decodebytes
        return decodebytes(obj)
    return bytes(obj).decode(encoding, errors)


class CodecInfo(tuple):
    """The functions of an encoding."""

    def __new__(cls, encode, decode, name=None):
        made = super().__new__(cls, (encode, decode, None, None))
        made.name = name
        made.encode = encode
        made.decode = decode
        return made


def lookup(encoding):
    """The functions of an encoding."""
    if encoding.lower().replace('-', '_') not in ('rot13', 'rot_13', 'hex', 'base64'):
        ''.encode(encoding)
    return CodecInfo(
        lambda text, errors='strict': (encode(text, encoding, errors), len(text)),
        lambda data, errors='strict': (decode(data, encoding, errors), len(data)),
        encoding.lower(),
    )


def getencoder(encoding):
    return lookup(encoding).encode


def getdecoder(encoding):
    return lookup(encoding).decode


def iterencode(iterator, encoding, errors='strict'):
    for text in iterator:
        yield encode(text, encoding, errors)


def iterdecode(iterator, encoding, errors='strict'):
    for data in iterator:
        yield decode(data, encoding, errors)


def open(filename, mode='r', encoding=None, errors='strict', buffering=-1):
    """Open a file of text."""
    import io
    return io.open(filename, mode, encoding=encoding, errors=errors)
