"""Bytes as text of letters and digits, and checksums."""

__all__ = ['Error', 'Incomplete', 'a2b_base64', 'a2b_hex', 'b2a_base64', 'b2a_hex', 'crc32',
           'crc_hqx', 'hexlify', 'unhexlify']

_BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_VALUES = {ord(letter): value for value, letter in enumerate(_BASE64)}


class Error(ValueError):
    """What was to be converted is not of its kind."""


class Incomplete(Exception):
    """There is too little to convert."""


def _bytes_of(data):
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError('string argument should contain only ASCII characters')
        return data.encode()
    return bytes(data)


def b2a_hex(data, sep=None, bytes_per_sep=1):
    """Two digits for each byte."""
    if isinstance(data, str):
        raise TypeError("a bytes-like object is required, not 'str'")
    text = bytes(data).hex() if sep is None else bytes(data).hex(sep, bytes_per_sep)
    return text.encode()


hexlify = b2a_hex


def a2b_hex(hexstr, /):
    """The bytes of hexadecimal digits."""
    data = _bytes_of(hexstr)
    if len(data) % 2:
        raise Error('Odd-length string')
    if not all(digit in b'0123456789abcdefABCDEF' for digit in data):
        raise Error('Non-hexadecimal digit found')
    return bytes.fromhex(data.decode())


unhexlify = a2b_hex


def b2a_base64(data, /, *, newline=True):
    """Four letters for three bytes."""
    data = bytes(data)
    found = []
    for at in range(0, len(data) - 2, 3):
        bits = data[at] << 16 | data[at + 1] << 8 | data[at + 2]
        found.append(_BASE64[bits >> 18] + _BASE64[bits >> 12 & 63] + _BASE64[bits >> 6 & 63]
                     + _BASE64[bits & 63])
    rest = len(data) % 3
    if rest == 1:
        bits = data[-1] << 4
        found.append(_BASE64[bits >> 6] + _BASE64[bits & 63] + '==')
    elif rest == 2:
        bits = (data[-2] << 8 | data[-1]) << 2
        found.append(_BASE64[bits >> 12] + _BASE64[bits >> 6 & 63] + _BASE64[bits & 63] + '=')
    return (''.join(found) + ('\n' if newline else '')).encode()


def a2b_base64(data, /, *, strict_mode=False):
    """The bytes that b2a_base64() made the text of."""
    data = _bytes_of(data)
    found, bits, count, padding = [], 0, 0, 0
    for at, letter in enumerate(data):
        if letter == 61:  # =
            padding += 1
            if count >= 2 and count + padding >= 4:
                if strict_mode and at + 1 < len(data):
                    raise Error('Excess data after padding')
                return bytes(found)
            if strict_mode and not at:
                raise Error('Leading padding not allowed')
            continue
        value = _VALUES.get(letter)
        if value is None:
            if strict_mode:
                raise Error('Only base64 data is allowed')
            continue
        if padding and strict_mode:
            raise Error('Discontinuous padding not allowed')
        padding = 0
        bits = bits << 6 | value
        count += 1
        if count == 2:
            found.append(bits >> 4 & 255)
        elif count == 3:
            found.append(bits >> 2 & 255)
        elif count == 4:
            found.append(bits & 255)
            bits = count = 0
    if count == 1:
        raise Error(
            f'Invalid base64-encoded string: number of data characters ({len(found) // 3 * 4 + 1}) '
            'cannot be 1 more than a multiple of 4'
        )
    if count:
        raise Error('Incorrect padding')
    return bytes(found)


def _table(polynomial):
    found = []
    for number in range(256):
        for _ in range(8):
            number = number >> 1 ^ (polynomial if number & 1 else 0)
        found.append(number)
    return found


_crc_table = []


def crc32(data, value=0, /):
    """The checksum that zip has."""
    if not _crc_table:
        _crc_table.extend(_table(0xEDB88320))
    table = _crc_table
    value ^= 0xFFFFFFFF
    for byte in bytes(data):
        value = table[(value ^ byte) & 255] ^ value >> 8
    return value ^ 0xFFFFFFFF


def crc_hqx(data, value, /):
    """The checksum of 16 bits that binhex has."""
    value &= 0xFFFF
    for byte in bytes(data):
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value
