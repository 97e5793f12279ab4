"""BLAKE2b and BLAKE2s, around what is in C (_hashes)."""

from _hashes import blake2_begin as _begin, blake2_end as _end, blake2_update as _update


def _between(name, value, least, most):
    if not least <= value <= most:
        raise ValueError(f'{name} must be between {least} and {most}')
    return value


def _unsigned(name, value, size):
    """A number of so many bytes, the lowest first."""
    if value < 0:
        raise ValueError('value must be positive')
    if value >> 8 * size:
        raise OverflowError('int too big to convert' if value >> 64 else f'{name} is too large')
    return value.to_bytes(size, 'little')


def _padded(name, value, size):
    value = _bytes_of(value)
    if len(value) > size:
        raise ValueError(f'maximum {name} length is {size} bytes')
    return value + bytes(size - len(value))


def _bytes_of(data):
    if isinstance(data, str):
        raise TypeError('Strings must be encoded before hashing')
    if type(data) is bytes:
        return data
    if isinstance(data, int) or data is None:
        raise TypeError('object supporting the buffer API required')
    return bytes(memoryview(data))


class _Blake2:
    """What both have; what differs stands in them."""

    __slots__ = ('_state', 'digest_size')

    def __new__(cls, data=b'', /, *, digest_size=None, key=b'', salt=b'', person=b'', fanout=1,
                depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False,
                usedforsecurity=True):
        most = cls.MAX_DIGEST_SIZE
        if digest_size is None:
            digest_size = most
        if not 1 <= digest_size <= most:
            raise ValueError(f'digest_size must be between 1 and {most} bytes')
        is_small = most == 32
        key = _bytes_of(key)
        salt = _padded('salt', salt, cls.SALT_SIZE)
        person = _padded('person', person, cls.PERSON_SIZE)
        fanout = _between('fanout', fanout, 0, 255)
        depth = _between('depth', depth, 1, 255)
        leaf = _unsigned('leaf_size', leaf_size, 4)
        offset = _unsigned('node_offset', node_offset, 6 if is_small else 8)
        node_depth = _between('node_depth', node_depth, 0, 255)
        if not 0 <= inner_size <= most:
            raise ValueError(f'inner_size must be between 0 and is {most}')
        if len(key) > most:
            raise ValueError(f'maximum key length is {most} bytes')
        parameters = (bytes((digest_size, len(key), fanout, depth)) + leaf + offset
                      + bytes((node_depth, inner_size)) + bytes(0 if is_small else 14)
                      + salt + person)
        made = object.__new__(cls)
        made.digest_size = digest_size
        made._state = _begin(is_small, bool(last_node), parameters)
        if key:
            made._state = _update(made._state, key + bytes(cls._block - len(key)))
        data = _bytes_of(data)
        if data:
            made._state = _update(made._state, data)
        return made

    @property
    def name(self):
        return type(self).__name__

    @property
    def block_size(self):
        return self._block

    def update(self, data, /):
        """Take more bytes."""
        self._state = _update(self._state, _bytes_of(data))

    def copy(self):
        """A hash that has come as far."""
        made = object.__new__(type(self))
        made.digest_size = self.digest_size
        made._state = self._state
        return made

    def digest(self):
        """The hash of all that it was given."""
        return _end(self._state)

    def hexdigest(self):
        """The same, as hexadecimal digits."""
        return _end(self._state).hex()


class blake2b(_Blake2):
    """Of up to 64 bytes, for processors of 64 bits."""

    __slots__ = ()
    MAX_DIGEST_SIZE = MAX_KEY_SIZE = 64
    SALT_SIZE = PERSON_SIZE = 16
    _block = 128


class blake2s(_Blake2):
    """Of up to 32 bytes, for smaller ones."""

    __slots__ = ()
    MAX_DIGEST_SIZE = MAX_KEY_SIZE = 32
    SALT_SIZE = PERSON_SIZE = 8
    _block = 64
