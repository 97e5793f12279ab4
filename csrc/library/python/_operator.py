"""What CPython's operator has in C only."""

__all__ = ['index']


def index(a, /):
    """a.__index__(), and a TypeError if it has none: range() asks for it like this."""
    return range(a).stop


def _compare_digest(a, b, /):
    """Whether two texts or bytes are equal, in a time that does not tell where they differ."""
    if isinstance(a, str) and isinstance(b, str):
        if not (a.isascii() and b.isascii()):
            raise TypeError('comparing strings with non-ASCII characters is not supported')
        a, b = a.encode(), b.encode()
    elif isinstance(a, str) or isinstance(b, str):
        raise TypeError(
            'unsupported operand types(s) or combination of types: '
            f"'{type(a).__name__}' and '{type(b).__name__}'"
        )
    a, b = bytes(a), bytes(b)
    different = len(a) ^ len(b)
    for one, other in zip(a, b if len(a) == len(b) else a):
        different |= one ^ other
    return not different
