"""Hashes: MD5, SHA-1, SHA-2, SHA-3 and BLAKE2, around what is in C (_hashes)."""

from _blake2 import blake2b, blake2s
from _hashes import begin as _begin, end as _end, sizes as _sizes, update as _update
from _hashes import pbkdf2 as _pbkdf2

algorithms_guaranteed = {
    'md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha3_224', 'sha3_256', 'sha3_384',
    'sha3_512', 'shake_128', 'shake_256', 'blake2b', 'blake2s',
}
algorithms_available = set(algorithms_guaranteed)
__all__ = tuple(sorted(algorithms_guaranteed)) + (
    'new', 'algorithms_guaranteed', 'algorithms_available', 'pbkdf2_hmac', 'file_digest',
)


def _bytes_of(data):
    if isinstance(data, str):
        raise TypeError('Strings must be encoded before hashing')
    if type(data) is bytes:
        return data
    if isinstance(data, int) or data is None:
        raise TypeError('object supporting the buffer API required')
    return bytes(memoryview(data))


class HASH:
    """A hash of what it is given by and by."""

    __slots__ = ('name', '_state')

    def update(self, data, /):
        """Take more bytes."""
        self._state = _update(self._state, _bytes_of(data))

    def copy(self):
        """A hash that has come as far."""
        made = type(self).__new__(type(self))
        made.name = self.name
        made._state = self._state
        return made

    @property
    def block_size(self):
        return _sizes(self.name)[0]

    @property
    def digest_size(self):
        return _sizes(self.name)[1]

    def digest(self):
        """The hash of all that it was given."""
        return _end(self._state, 0)

    def hexdigest(self):
        """The same, as hexadecimal digits."""
        return self.digest().hex()

    def __repr__(self):
        return f'<{self.name} _hashlib.{type(self).__name__} object @ {hex(id(self))}>'


class HASHXOF(HASH):
    """A hash of any size."""

    def digest(self, length, /):
        """The hash of all that it was given, of so many bytes."""
        return _end(self._state, length)

    def hexdigest(self, length, /):
        """The same, as hexadecimal digits."""
        return self.digest(length).hex()


HASH.__module__ = HASHXOF.__module__ = '_hashlib'


def _canonical(name):
    """A hash's own name, of one as it may be written too: "SHA-256"."""
    lower = name.lower()
    return lower.replace('-', '_') if lower.startswith(('sha3', 'shake')) else lower.replace('-', '')


def new(name, data=b'', **kwargs):
    """A hash by its name."""
    if not isinstance(name, str):
        raise TypeError('name must be a string')
    known = _canonical(name)
    if known in ('blake2b', 'blake2s'):
        return (blake2b if known == 'blake2b' else blake2s)(data, **kwargs)
    return _make(known, name, data, **kwargs)


def _make(name, shown, data, *, usedforsecurity=True):
    state = _begin(name)
    if state is None:
        raise ValueError(f'unsupported hash type {shown}')
    made = object.__new__(HASHXOF if name.startswith('shake') else HASH)
    made.name = name
    made._state = state
    data = _bytes_of(data)
    if data:
        made._state = _update(state, data)
    return made


def _constructor(name):
    def construct(string=b'', *, usedforsecurity=True):
        return _make(name, name, string)
    construct.__name__ = construct.__qualname__ = 'openssl_' + name
    return staticmethod(construct)  # in a class it is no method, as functions in C are none


md5 = _constructor('md5')
sha1 = _constructor('sha1')
sha224 = _constructor('sha224')
sha256 = _constructor('sha256')
sha384 = _constructor('sha384')
sha512 = _constructor('sha512')
sha3_224 = _constructor('sha3_224')
sha3_256 = _constructor('sha3_256')
sha3_384 = _constructor('sha3_384')
sha3_512 = _constructor('sha3_512')
shake_128 = _constructor('shake_128')
shake_256 = _constructor('shake_256')


def __get_builtin_constructor(name):
    known = _canonical(name)
    if known not in algorithms_guaranteed:
        raise ValueError('unsupported hash type ' + name)
    return globals()[known]


def file_digest(fileobj, digest, /):
    """The hash of a file of bytes."""
    made = new(digest) if isinstance(digest, str) else digest()
    made.update(fileobj.read())
    return made


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key that is made of a password, slowly."""
    password, salt = bytes(memoryview(password)), bytes(memoryview(salt))
    if iterations < 1:
        raise ValueError('iteration value must be greater than 0.')
    size = new(hash_name).digest_size
    dklen = size if dklen is None else dklen
    if dklen < 1:
        raise ValueError('key length must be greater than 0.')
    return _pbkdf2(_canonical(hash_name), password, salt, iterations, dklen)
