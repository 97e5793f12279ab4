"""The encodings that write characters as escapes do: unicode_escape and its like."""

from _codecs import _handled, lookup_error

_SHORT = {9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\'}
_MEANT = {'\\': '\\', "'": "'", '"': '"', 'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r',
          't': '\t', 'v': '\v', '\n': ''}
_SIZES = {'x': 2, 'u': 4, 'U': 8}
_HEX = '0123456789abcdefABCDEF'
_OCTAL = '01234567'


def _escaped(number):
    if number < 256:
        return f'\\x{number:02x}'
    return f'\\u{number:04x}' if number < 65536 else f'\\U{number:08x}'


@staticmethod
def unicode_escape_encode(text, errors='strict', /):
    found = [
        letter if 32 <= ord(letter) < 127 and letter != '\\'
        else _SHORT.get(ord(letter)) or _escaped(ord(letter))
        for letter in text
    ]
    return ''.join(found).encode('ascii'), len(text)


@staticmethod
def raw_unicode_escape_encode(text, errors='strict', /):
    found = [letter if ord(letter) < 256 else _escaped(ord(letter)) for letter in text]
    return ''.join(found).encode('latin-1'), len(text)


def _data(data):
    if isinstance(data, str):
        return data.encode()
    return data if type(data) is bytes else bytes(memoryview(data))


def _digits(text, at, most, digits):
    end = at
    while end < len(text) and end - at < most and text[end] in digits:
        end += 1
    return end


def _decoded(data, errors, final, name, is_raw):
    data = _data(data)
    text = data.decode('latin-1')
    found, at, size = [], 0, len(text)
    while at < size:
        begin = text.find('\\', at)
        if begin < 0:
            found.append(text[at:])
            break
        found.append(text[at:begin])
        letter = text[begin + 1] if begin + 1 < size else ''
        end, reason = begin + 2, None
        if not letter:
            if not final:
                return ''.join(found), begin
            if is_raw:
                found.append('\\')
                break
            end, reason = begin + 1, '\\ at end of string'
        elif letter in _SIZES and not (is_raw and letter == 'x'):
            end = _digits(text, begin + 2, _SIZES[letter], _HEX)
            if end - begin - 2 < _SIZES[letter]:
                if end == size and not final:
                    return ''.join(found), begin
                reason = 'truncated \\' + letter + 'X' * _SIZES[letter] + ' escape'
            elif int(text[begin + 2:end], 16) > 0x10FFFF:
                reason = (
                    '\\Uxxxxxxxx out of range' if is_raw else 'illegal Unicode character'
                )
            else:
                found.append(chr(int(text[begin + 2:end], 16)))
        elif is_raw:
            found.append('\\' + letter)
        elif letter in _OCTAL:
            end = _digits(text, begin + 1, 3, _OCTAL)
            found.append(chr(int(text[begin + 1:end], 8)))
        elif letter == 'N':
            from unicodedata import lookup
            close = text.find('}', begin)
            if text[begin + 2:begin + 3] != '{' or close < 0 or close == begin + 3:
                reason = 'malformed \\N character escape'
                end = size if close < 0 else close + 1
            else:
                end = close + 1
                try:
                    found.append(lookup(text[begin + 3:close]))
                except KeyError:
                    reason = 'unknown Unicode character name'
        else:
            found.append(_MEANT.get(letter, '\\' + letter))
        if reason is not None:
            instead, end = _handled(
                lookup_error(errors or 'strict'),
                UnicodeDecodeError(name, data, begin, end, reason), size, (str,),
            )
            found.append(instead)
        at = end
    return ''.join(found), size


@staticmethod
def unicode_escape_decode(data, errors='strict', final=True, /):
    return _decoded(data, errors, final, 'unicodeescape', False)


@staticmethod
def raw_unicode_escape_decode(data, errors='strict', final=True, /):
    return _decoded(data, errors, final, 'rawunicodeescape', True)


@staticmethod
def escape_encode(data, errors='strict', /):
    """Bytes as they are written between quotes."""
    if not isinstance(data, bytes):
        raise TypeError(f'escape_encode() argument 1 must be bytes, not {type(data).__name__}')
    shown = ''.join(
        chr(byte) if 32 <= byte < 127 and byte not in (39, 92)
        else _SHORT.get(byte) or ("\\'" if byte == 39 else f'\\x{byte:02x}')
        for byte in data
    )
    return shown.encode('ascii'), len(data)


@staticmethod
def escape_decode(data, errors='strict', /):
    """The bytes that are written like that."""
    data = _data(data)
    text = data.decode('latin-1')
    found, at, size = [], 0, len(text)
    while at < size:
        begin = text.find('\\', at)
        if begin < 0:
            found.append(text[at:])
            break
        found.append(text[at:begin])
        letter = text[begin + 1] if begin + 1 < size else ''
        at = begin + 2
        if not letter:
            raise ValueError('Trailing \\ in string')
        if letter == 'x':
            at = _digits(text, begin + 2, 2, _HEX)
            if at - begin == 4:
                found.append(chr(int(text[begin + 2:at], 16)))
            elif errors == 'strict' or not errors:
                raise ValueError(f'invalid \\x escape at position {begin}')
            elif errors == 'replace':
                found.append('?')
            elif errors != 'ignore':
                raise ValueError(
                    f'decoding error; unknown error handling code: {errors}'
                )
        elif letter in _OCTAL:
            at = _digits(text, begin + 1, 3, _OCTAL)
            found.append(chr(int(text[begin + 1:at], 8) & 255))
        else:
            found.append(_MEANT.get(letter, '\\' + letter))
    return ''.join(found).encode('latin-1'), size
