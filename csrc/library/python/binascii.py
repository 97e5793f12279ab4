"""Bytes as text of letters and digits, and checksums."""

import _pocketpy_base64
from _io import bytes_of
from zlib import crc32

__all__ = ['Error', 'Incomplete', 'a2b_base64', 'a2b_hex', 'a2b_qp', 'a2b_uu', 'b2a_base64',
           'b2a_hex', 'b2a_qp', 'b2a_uu', 'crc32', 'crc_hqx', 'hexlify', 'unhexlify']

_BASE64 = b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_VALUES = {letter: value for value, letter in enumerate(_BASE64)}
_HEX = {ord(digit): int(digit, 16) for digit in '0123456789abcdefABCDEF'}
_LINE = 76
"""The longest line of quoted-printable text."""


class Error(ValueError):
    """What was to be converted is not of its kind."""

    __module__ = 'binascii'


class Incomplete(Exception):
    """There is too little to convert."""

    __module__ = 'binascii'


def _text(data):
    """What is to be converted to bytes: text of ASCII, or bytes."""
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError('string argument should contain only ASCII characters')
        return data.encode()
    if type(data) is bytes:
        return data
    try:
        return bytes(memoryview(data))
    except TypeError:
        raise TypeError(
            f"argument should be bytes, buffer or ASCII string, not '{type(data).__name__}'"
        ) from None


def b2a_hex(data, sep=None, bytes_per_sep=1):
    """Two digits for each byte."""
    data = bytes_of(data)
    return (data.hex() if sep is None else data.hex(sep, bytes_per_sep)).encode()


hexlify = b2a_hex


def a2b_hex(hexstr, /):
    """The bytes of hexadecimal digits."""
    data = _text(hexstr)
    if len(data) % 2:
        raise Error('Odd-length string')
    if b' ' in data or data.strip() != data:
        raise Error('Non-hexadecimal digit found')
    try:
        return bytes.fromhex(data.decode())
    except ValueError:
        raise Error('Non-hexadecimal digit found') from None


unhexlify = a2b_hex


# ------------------------------------------------------------------------------ base64


def b2a_base64(data, /, *, newline=True):
    """Four letters for three bytes."""
    text = _pocketpy_base64.b64encode(bytes_of(data))
    return text + b'\n' if newline else text


def a2b_base64(data, /, *, strict_mode=False):
    """The bytes that b2a_base64() made the text of."""
    data = _text(data)
    if not strict_mode and b'=' not in data.rstrip(b'=\n'):
        try:
            return _pocketpy_base64.b64decode(data)
        except ValueError:
            pass  # what is wrong is found out below
    if strict_mode and data[:1] == b'=':
        raise Error('Leading padding not allowed')
    found = bytearray()
    place = rest = padding = 0
    padded = False
    for at, letter in enumerate(data):
        if letter == 61:  # =
            padded = True
            padding += 1
            if place >= 2 and place + padding >= 4:
                if strict_mode and at + 1 < len(data):
                    raise Error('Excess data after padding')
                return bytes(found)
            continue
        value = _VALUES.get(letter)
        if value is None:
            if strict_mode:
                raise Error('Only base64 data is allowed')
            continue
        if strict_mode and padded:
            raise Error('Discontinuous padding not allowed')
        padding = 0
        if place == 0:
            rest = value
        elif place == 1:
            found.append(rest << 2 | value >> 4)
            rest = value & 15
        elif place == 2:
            found.append(rest << 4 | value >> 2)
            rest = value & 3
        else:
            found.append(rest << 6 | value)
        place = (place + 1) % 4
    if place == 1:
        raise Error(
            f'Invalid base64-encoded string: number of data characters ({len(found) // 3 * 4 + 1}) '
            'cannot be 1 more than a multiple of 4'
        )
    if place:
        raise Error('Incorrect padding')
    return bytes(found)


# ---------------------------------------------------------------------------- uuencode


def b2a_uu(data, /, *, backtick=False):
    """A line of uuencoded text: its length, and four letters for three bytes."""
    data = bytes_of(data)
    if len(data) > 45:
        raise Error('At most 45 bytes at once')

    def letter(value):
        return 96 if backtick and not value else value + 32

    line = bytearray([letter(len(data))])
    for at in range(0, len(data), 3):
        bits = int.from_bytes(data[at:at + 3].ljust(3, b'\0'), 'big')
        for shift in (18, 12, 6, 0):
            line.append(letter(bits >> shift & 63))
    line.append(10)
    return bytes(line)


def a2b_uu(data, /):
    """The bytes of a line of uuencoded text."""
    data = _text(data)
    size = (data[0] - 32) & 63 if data else 32  # as if there were a NUL
    found = bytearray()
    bits = count = 0
    at = 1
    while len(found) < size:
        letter = data[at] if at < len(data) else 0
        at += 1
        if letter in (0, 10, 13):
            value = 0
            at -= letter != 0  # the end of the line stands for spaces
        elif 32 <= letter <= 96:
            value = (letter - 32) & 63
        else:
            raise Error('Illegal char')
        bits = bits << 6 | value
        count += 6
        if count >= 8:
            count -= 8
            found.append(bits >> count & 255)
            bits &= (1 << count) - 1
    for letter in data[at:]:
        if letter not in (32, 96, 10, 13):
            raise Error('Trailing garbage')
    return bytes(found)


# -------------------------------------------------------------------- quoted-printable


def a2b_qp(data, header=False):
    """The bytes of quoted-printable text."""
    data = _text(data)
    found = bytearray()
    at = 0
    while at < len(data):
        letter = data[at]
        at += 1
        if letter == 61:  # =
            if at >= len(data):
                break
            if data[at] in (10, 13):
                end = data.find(b'\n', at)
                at = len(data) if end < 0 else end + 1
            elif data[at] == 61:
                found.append(61)
                at += 1
            elif at + 1 < len(data) and data[at] in _HEX and data[at + 1] in _HEX:
                found.append(_HEX[data[at]] << 4 | _HEX[data[at + 1]])
                at += 2
            else:
                found.append(61)
        elif header and letter == 95:  # _
            found.append(32)
        else:
            found.append(letter)
    return bytes(found)


def b2a_qp(data, quotetabs=False, istext=True, header=False):
    """Bytes as quoted-printable text."""
    data = bytes_of(data)
    end = data.find(b'\n')
    crlf = end > 0 and data[end - 1] == 13
    newline = b'\r\n' if crlf else b'\n'
    found = bytearray()
    length = at = 0
    size = len(data)
    while at < size:
        letter = data[at]
        following = data[at + 1] if at + 1 < size else -1
        is_end = istext and (letter == 10 or letter == 13 and following == 10)
        if (
            letter > 126 or letter == 61 or header and letter == 95
            or letter == 46 and not length
            and (at + 1 == size or following in (10, 13, 0))
            or not istext and letter in (10, 13)
            or letter in (9, 32) and at + 1 == size
            or letter < 33 and letter not in (9, 10, 13, 32)
            or letter < 33 and quotetabs and letter in (9, 32)
        ):
            if length + 3 >= _LINE:
                found += b'=' + newline
                length = 0
            found += b'=%02X' % letter
            length += 3
            at += 1
        elif is_end:
            # Spaces at the end of a line would be lost.
            if found and found[-1] in (9, 32) and length:
                last = found.pop()
                found += b'=%02X' % last
            found += newline
            length = 0
            at += 2 if letter == 13 else 1
        else:
            if following not in (-1, 10) and length + 1 >= _LINE:
                found += b'=' + newline
                length = 0
            found.append(95 if header and letter == 32 else letter)
            length += 1
            at += 1
    return bytes(found)


def crc_hqx(data, value, /):
    """The checksum of 16 bits that binhex has."""
    value &= 0xFFFF
    for byte in bytes_of(data):
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value

# In a class they are no methods, as functions in C are none.
for _name in (
    'a2b_base64', 'a2b_hex', 'a2b_qp', 'a2b_uu', 'b2a_base64', 'b2a_hex', 'b2a_qp', 'b2a_uu',
    'crc_hqx', 'hexlify', 'unhexlify',
):
    globals()[_name] = staticmethod(globals()[_name])
