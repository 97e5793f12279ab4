"""Arrays of numbers of one kind: the type is in C (csrc/engine/python/array.c)."""

from _array import array
from _collections_abc import MutableSequence

__all__ = ['array', 'ArrayType', 'typecodes']

ArrayType = array
typecodes = 'bBuhHiIlLqQfd'
MutableSequence.register(array)

# What array.__reduce_ex__() names a form of numbers by: as struct, or str's encoding, has it; its
# sizes are the same on all machines.
_FORMS = ('B', 'b', '<H', '>H', '<h', '>h', '<I', '>I', '<i', '>i', '<Q', '>Q', '<q', '>q',
          '<f', '>f', '<d', '>d', 'utf-16-le', 'utf-16-be', 'utf-32-le', 'utf-32-be')


def _array_reconstructor(arraytype, typecode, mformat_code, items, /):
    """Make an array of what a machine, which may be another one, had in memory."""
    if not isinstance(arraytype, type):
        raise TypeError('first argument must be a type object, not ' + type(arraytype).__name__)
    if not issubclass(arraytype, array):
        raise TypeError(f'{arraytype.__name__} is not a subtype of array.array')
    if not isinstance(typecode, str) or len(typecode) != 1:
        raise TypeError('_array_reconstructor() argument 2 must be a unicode character, not '
                        + type(typecode).__name__)
    if typecode not in typecodes:
        raise ValueError('second argument must be a valid type code')
    if not isinstance(mformat_code, int):
        raise TypeError(f'{type(mformat_code).__name__!r} object cannot be interpreted as an integer')
    if not 0 <= mformat_code < len(_FORMS):
        raise ValueError('third argument must be a valid machine format code.')
    if not isinstance(items, bytes):
        raise TypeError('fourth argument should be bytes, not ' + type(items).__name__)
    form = _FORMS[mformat_code]
    if form.startswith('utf'):
        return arraytype(typecode, items.decode(form))
    import struct
    size = struct.calcsize(form)
    if len(items) % size:
        raise ValueError('bytes length not a multiple of item size')
    made = array(typecode)
    if size == made.itemsize and form[-1].isupper() == typecode.isupper() and form[0] != '>' and (
            typecode in 'fd') == (form[-1] in 'fd'):
        return arraytype(typecode, items)
    return arraytype(typecode, list(struct.unpack(form[:-1] + str(len(items) // size) + form[-1], items)))
