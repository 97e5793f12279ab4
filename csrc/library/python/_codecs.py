"""The part of codecs that CPython has in C: the registry of encodings, and what they are made of.

str.encode() and bytes.decode() know the usual encodings and handlers of errors themselves, and call
encode_text() and decode_text() here for all others.
"""

_searches = []
_found = {}


def register(search_function, /):
    if not callable(search_function):
        raise TypeError('argument must be callable')
    _searches.append(search_function)


def unregister(search_function, /):
    if search_function in _searches:
        _searches.remove(search_function)
        _found.clear()


def lookup(encoding, /):
    """The functions of an encoding."""
    if not isinstance(encoding, str):
        raise TypeError(f'lookup() argument must be str, not {type(encoding).__name__}')
    if '\0' in encoding:
        raise ValueError('embedded null character')
    name = encoding.lower().replace(' ', '_')
    info = _found.get(name)
    if info is None:
        import encodings
        for search in list(_searches):
            info = search(name)
            if info is not None:
                break
        else:
            raise LookupError(f'unknown encoding: {encoding}')
        if not isinstance(info, tuple) or len(info) != 4:
            raise TypeError('codec search functions must return 4-tuples')
        _found[name] = info
    return info


def _coded(function, obj, errors, what):
    result = function(obj, errors)
    if not isinstance(result, tuple) or len(result) != 2:
        raise TypeError(f'{what} must return a tuple (object, integer)')
    return result[0]


def encode(obj, encoding='utf-8', errors='strict'):
    return _coded(lookup(encoding).encode, obj, errors, 'encoder')


def decode(obj, encoding='utf-8', errors='strict'):
    return _coded(lookup(encoding).decode, obj, errors, 'decoder')


def _text_encoding(encoding, instead):
    info = lookup(encoding)
    if not getattr(info, '_is_text_encoding', True):
        raise LookupError(
            f"'{encoding}' is not a text encoding; use {instead} to handle arbitrary codecs"
        )
    return info


# ------------------------------------------------------------------------------ errors

_BUILT_IN = ('strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace',
             'surrogateescape', 'surrogatepass')


def _strict(error):
    if isinstance(error, Exception):
        raise error
    raise TypeError('codec must pass exception instance')


def _wrong(error):
    raise TypeError(f"don't know how to handle {type(error).__name__} in error callback")


def _part(error):
    return error.object[error.start:error.end]


def _ignore(error):
    if not isinstance(error, UnicodeError):
        _wrong(error)
    return '', error.end


def _replace(error):
    if isinstance(error, UnicodeEncodeError):
        return '?' * (error.end - error.start), error.end
    if isinstance(error, UnicodeDecodeError):
        return '\ufffd', error.end
    if isinstance(error, UnicodeTranslateError):
        return '\ufffd' * (error.end - error.start), error.end
    _wrong(error)


def _xmlcharrefreplace(error):
    if not isinstance(error, UnicodeEncodeError):
        _wrong(error)
    return ''.join(f'&#{ord(letter)};' for letter in _part(error)), error.end


def _escaped(number):
    if number < 256:
        return f'\\x{number:02x}'
    return f'\\u{number:04x}' if number < 65536 else f'\\U{number:08x}'


def _backslashreplace(error):
    if isinstance(error, UnicodeDecodeError):
        return ''.join(f'\\x{byte:02x}' for byte in _part(error)), error.end
    if not isinstance(error, (UnicodeEncodeError, UnicodeTranslateError)):
        _wrong(error)
    return ''.join(_escaped(ord(letter)) for letter in _part(error)), error.end


def _namereplace(error):
    if not isinstance(error, UnicodeEncodeError):
        _wrong(error)
    from unicodedata import name
    return ''.join(
        f'\\N{{{name(letter)}}}' if name(letter, '') else _escaped(ord(letter))
        for letter in _part(error)
    ), error.end


def _surrogateescape(error):
    if isinstance(error, UnicodeEncodeError):
        numbers = [ord(letter) - 0xDC00 for letter in _part(error)]
        if all(0x80 <= number <= 0xFF for number in numbers):
            return bytes(numbers), error.end
        raise error
    if isinstance(error, UnicodeDecodeError):
        escaped = [byte for byte in _part(error) if byte >= 0x80]
        if not escaped:
            raise error
        return ''.join(chr(0xDC00 + byte) for byte in escaped), error.start + len(escaped)
    _wrong(error)


def _surrogatepass(error):
    if isinstance(error, UnicodeEncodeError):
        return _part(error).encode(error.encoding, 'surrogatepass'), error.end
    if isinstance(error, UnicodeDecodeError):
        return error.object[error.start:].decode(error.encoding, 'surrogatepass'), len(error.object)
    _wrong(error)


_handlers = dict(zip(_BUILT_IN, (
    _strict, _ignore, _replace, _xmlcharrefreplace, _backslashreplace, _namereplace,
    _surrogateescape, _surrogatepass,
)))


def register_error(errors, handler, /):
    if not callable(handler):
        raise TypeError('handler must be callable')
    _handlers[errors] = handler


def lookup_error(name, /):
    handler = _handlers.get(name)
    if handler is None:
        raise LookupError(f"unknown error handler name '{name}'")
    return handler


def _handled(handler, error, size, kinds):
    """What a handler answers: what stands for what is wrong, and where to go on."""
    result = handler(error)
    if (
        not isinstance(result, tuple) or len(result) != 2 or not isinstance(result[0], kinds)
        or not isinstance(result[1], int)
    ):
        if len(kinds) > 1:
            raise TypeError('encoding error handler must return (str/bytes, int) tuple')
        raise TypeError('decoding error handler must return (str, int) tuple')
    found, place = result
    place += size if place < 0 else 0
    if not 0 <= place <= size:
        raise IndexError(f'position {place} from error handler out of bounds')
    return found, place


_depth = 0


def encode_text(text, encoding, errors):
    """str.encode() with an encoding, or a handler of errors, that it has not itself."""
    global _depth
    errors = errors or 'strict'
    encoding = encoding or 'utf-8'
    info = _text_encoding(encoding, 'codecs.encode()')
    if (errors in _BUILT_IN and errors != 'namereplace') or _depth:  # those that encoders have
        found = _coded(info.encode, text, errors, 'encoder')
    else:
        _depth += 1
        try:
            found = _encode_handled(text, info, lookup_error(errors), errors)
        finally:
            _depth -= 1
    if not isinstance(found, bytes):
        raise TypeError(
            f"'{encoding}' encoder returned '{type(found).__name__}' instead of 'bytes'; use "
            'codecs.encode() to encode to arbitrary types'
        )
    return found


def _encode_handled(text, info, handler, errors):
    pieces, at = [], 0
    while at < len(text):
        try:
            pieces.append(info.encode(text[at:], 'strict')[0])
            break
        except UnicodeEncodeError as error:
            pieces.append(info.encode(text[at:at + error.start], 'strict')[0])
            found, place = _handled(
                handler,
                UnicodeEncodeError(
                    error.encoding, text, at + error.start, at + error.end, error.reason
                ),
                len(text), (str, bytes),
            )
            pieces.append(found if isinstance(found, bytes) else info.encode(found, 'strict')[0])
            at = place
    return b''.join(pieces)


def decode_text(data, encoding, errors):
    """bytes.decode() with an encoding, or a handler of errors, that it has not itself."""
    global _depth
    errors = errors or 'strict'
    encoding = encoding or 'utf-8'
    info = _text_encoding(encoding, 'codecs.decode()')
    if errors in _BUILT_IN or _depth:
        found = _coded(info.decode, data, errors, 'decoder')
    else:
        _depth += 1
        try:
            found = _decode_handled(data, info, lookup_error(errors))
        finally:
            _depth -= 1
    if not isinstance(found, str):
        raise TypeError(
            f"'{encoding}' decoder returned '{type(found).__name__}' instead of 'str'; use "
            'codecs.decode() to decode to arbitrary types'
        )
    return found


def _decode_handled(data, info, handler):
    pieces, at = [], 0
    while at < len(data):
        try:
            pieces.append(info.decode(data[at:], 'strict')[0])
            break
        except UnicodeDecodeError as error:
            pieces.append(info.decode(data[at:at + error.start], 'strict')[0])
            found, at = _handled(
                handler,
                UnicodeDecodeError(
                    error.encoding, data, at + error.start, at + error.end, error.reason
                ),
                len(data), (str,),
            )
            pieces.append(found)
    return ''.join(pieces)


# --------------------------------------------------------------------------- encodings


def _encoder(name):
    def encode(text, errors='strict', /):
        if not isinstance(text, str):
            raise TypeError(f'{name}_encode() argument 1 must be str, not {type(text).__name__}')
        return text.encode(encoding, errors or 'strict'), len(text)
    encoding = name.replace('_', '-')
    encode.__name__ = encode.__qualname__ = f'{name}_encode'
    return staticmethod(encode)  # in a class it is no method, as functions in C are none


def _decoder(name, tail):
    def decode(data, errors='strict', final=False, /):
        data = data if type(data) is bytes else bytes(memoryview(data))
        size = len(data) - (0 if final else tail(data))
        return data[:size].decode(encoding, errors or 'strict'), size
    encoding = name.replace('_', '-')
    decode.__name__ = decode.__qualname__ = f'{name}_decode'
    return staticmethod(decode)


def _no_tail(data):
    return 0


def _tail_of_utf_8(data):
    """Bytes at the end that are the begin of a character."""
    for back in range(1, min(4, len(data) + 1)):
        byte = data[-back]
        if byte & 0xC0 != 0x80:
            wanted = 4 if 0xF0 <= byte < 0xF5 else 3 if byte >= 0xE0 else 2 if byte >= 0xC2 else 1
            return back if byte < 0xF5 and wanted > back else 0
    return 0


def _tail_of_utf_16(order):
    def tail(data):
        odd = len(data) % 2
        end = len(data) - odd
        if end >= 2 and 0xD800 <= int.from_bytes(data[end - 2:end], order) < 0xDC00:
            return odd + 2
        return odd
    return tail


def _tail_of_utf_32(data):
    return len(data) % 4


utf_8_encode, utf_8_decode = _encoder('utf_8'), _decoder('utf_8', _tail_of_utf_8)
ascii_encode, ascii_decode = _encoder('ascii'), _decoder('ascii', _no_tail)
latin_1_encode, latin_1_decode = _encoder('latin_1'), _decoder('latin_1', _no_tail)
utf_16_le_encode = _encoder('utf_16_le')
utf_16_be_encode = _encoder('utf_16_be')
utf_32_le_encode = _encoder('utf_32_le')
utf_32_be_encode = _encoder('utf_32_be')
utf_16_le_decode = _decoder('utf_16_le', _tail_of_utf_16('little'))
utf_16_be_decode = _decoder('utf_16_be', _tail_of_utf_16('big'))
utf_32_le_decode = _decoder('utf_32_le', _tail_of_utf_32)
utf_32_be_decode = _decoder('utf_32_be', _tail_of_utf_32)


def _marked(bits, little, big):
    """The encoding with a mark that tells the order: its three functions."""
    marks = {(0xFEFF).to_bytes(bits // 8, 'little'): -1, (0xFEFF).to_bytes(bits // 8, 'big'): 1}
    size = bits // 8
    encoders = {0: f'utf-{bits}', -1: f'utf-{bits}-le', 1: f'utf-{bits}-be'}

    def encode(text, errors='strict', byteorder=0, /):
        return text.encode(encoders[byteorder], errors or 'strict'), len(text)

    def ex_decode(data, errors='strict', byteorder=0, final=False, /):
        data = data if type(data) is bytes else bytes(memoryview(data))
        begin = 0
        if byteorder == 0:
            if len(data) < size and not final:
                return '', 0, 0
            byteorder = marks.get(data[:size], 0)
            begin = size if byteorder else 0
        decode = big if byteorder > 0 else little
        text, used = decode(data[begin:], errors, final)
        return text, begin + used, byteorder or -1

    def decode(data, errors='strict', final=False, /):
        return ex_decode(data, errors, 0, final)[:2]

    return staticmethod(encode), staticmethod(decode), staticmethod(ex_decode)


utf_16_encode, utf_16_decode, utf_16_ex_decode = _marked(16, utf_16_le_decode, utf_16_be_decode)
utf_32_encode, utf_32_decode, utf_32_ex_decode = _marked(32, utf_32_le_decode, utf_32_be_decode)


@staticmethod
def readbuffer_encode(data, errors=None, /):
    data = data.encode() if isinstance(data, str) else bytes(data)
    return data, len(data)


# ---------------------------------------------------------------------------- charmaps


@staticmethod
def charmap_build(map, /):
    return {ord(letter): byte for byte, letter in enumerate(map) if letter != '\ufffe'}


@staticmethod
def charmap_encode(text, errors='strict', mapping=None, /):
    if mapping is None:
        return latin_1_encode(text, errors)
    handler = None
    found, at = bytearray(), 0
    while at < len(text):
        try:
            byte = mapping[ord(text[at])]
        except LookupError:
            byte = None
        if byte is None:
            handler = handler or lookup_error(errors or 'strict')
            end = at + 1
            while end < len(text) and ord(text[end]) not in mapping:
                end += 1
            instead, at = _handled(
                handler,
                UnicodeEncodeError('charmap', text, at, end, 'character maps to <undefined>'),
                len(text), (str, bytes),
            )
            if isinstance(instead, str):
                instead = charmap_encode(instead, 'strict', mapping)[0]
            found += instead
            continue
        if isinstance(byte, int):
            found.append(byte)
        else:
            found += byte
        at += 1
    return bytes(found), len(text)


@staticmethod
def charmap_decode(data, errors='strict', mapping=None, /):
    data = data if type(data) is bytes else bytes(memoryview(data))
    if mapping is None:
        return latin_1_decode(data, errors)
    handler = None
    found, at = [], 0
    while at < len(data):
        try:
            letter = mapping[data[at]]
        except LookupError:
            letter = None
        if isinstance(letter, int):
            letter = chr(letter)
        if letter is None or letter == '\ufffe':
            handler = handler or lookup_error(errors or 'strict')
            letter, at = _handled(
                handler,
                UnicodeDecodeError('charmap', data, at, at + 1, 'character maps to <undefined>'),
                len(data), (str,),
            )
        else:
            at += 1
        found.append(letter)
    return ''.join(found), len(data)


from _codecs_escapes import (
    escape_decode, escape_encode, raw_unicode_escape_decode, raw_unicode_escape_encode,
    unicode_escape_decode, unicode_escape_encode,
)
