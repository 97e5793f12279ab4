# ruff: noqa: E501  (programs)
"""memoryview, and what it does to the bytearrays and arrays that it shows, against this CPython."""

from __future__ import annotations

from language_helpers import check, cpython_311, shown

from pkhost import VM

SETUP = """
import io, struct
from array import array
b = bytearray(b'abcdef')
m = memoryview(array('i', [9, 8, 3]))
one = memoryview(b'abcdef')
"""
CALLS = """
m.format, m.itemsize, m.nbytes, m.shape, m.strides, m.suboffsets, m.ndim, m.readonly, m.contiguous
m.tolist() ; m[1] ; m[-1] ; m[5] ; m['x'] ; m[1.5] ; m[(1,)] ; m[1, 2] ; m[::2].tolist()
m[::-1].tolist()
bytes(m[::-1]) ; m[::2].contiguous ; m[::2].strides ; m[::2].cast('B') ; m.cast('B')[4]
m.cast('h')
m.cast('B').cast('d') ; m.cast('B').cast('h').tolist() ; m.cast('x') ; m.cast('@b')[0]
m.cast('@b').format
m.cast('B', shape=[12]).shape ; m.cast('B', [5]) ; m.cast(format='B').nbytes ; m.cast() ; m.cast(5)
m.tobytes('C') ; m.tobytes(order=None) ; m.tobytes('X') ; m.hex() ; list(m[::2]) ; list(one)
len(m) ; hash(m)
hash(one) == hash(b'abcdef') ; hash(m.toreadonly()) ; m == array('i', [9, 8, 3])
m == array('d', [9, 8, 3])
m == b'' ; one == b'abcdef' ; one != bytearray(b'abcdef') ; one[::2] == b'ace' ; one < one
one < b'' ; b'' < one
m.__setitem__(0, 2**40) ; m.__setitem__(0, 'x') ; m.__setitem__(9, 1)
m.__setitem__(slice(0, 2), b'ab')
m.__setitem__((slice(0, 1), slice(0, 1)), b'ab') ; one.__setitem__(0, 1) ; m.__delitem__(0)
one.__delitem__(0)
memoryview() ; memoryview(5) ; memoryview(1, 2) ; memoryview(object=b'ab').tolist()
memoryview(memoryview(b'ab')) == b'ab'
memoryview(array('u', 'a')).format ; memoryview(array('u', 'a')).tolist()
memoryview(array('u', 'a'))[0]
memoryview(array('d', [1.5]))[0] ; memoryview(bytearray(2)).cast('?').tolist()
memoryview(b'ab').cast('c').tolist()
struct.unpack_from('<i', m, 4) ; struct.pack_into('<i', one, 0, 1)
struct.pack_into('<h', m[::2], 0, 1)
io.BytesIO(b'abc').readinto(one) ; b'x'.join([one, m.cast('B')[:1]]) ; bytes(one[2:4])
bytearray(one[::-2])
"""


@cpython_311
def test_calls(vm: VM) -> None:
    calls = [call.strip() for line in CALLS.strip().splitlines() for call in line.split(" ; ")]
    check(vm, shown(calls, SETUP))


def test_writing(vm: VM) -> None:
    program = (
        SETUP
        + """
numbers = array('i', [1, 2, 3, 4])
m = memoryview(numbers)
m[1] = 7
m[2:] = array('i', [5, 6])
print(numbers)
m[::-1] = numbers
m[::2].cast
print(numbers)
struct.pack_into('<i', m, 4, 99)
struct.pack_into('<i', numbers, 0, 98)
print(numbers, io.BytesIO(bytes([1, 0, 0, 0, 2])).readinto(numbers), numbers)
m.cast('B')[4:8] = b'\\1\\0\\0\\0'
m.cast('B').cast('h')[4] = -1
print(numbers)
text = memoryview(bytearray(b'abcdef'))
text[0:3] = text[1:4]
print(bytes(text))
text[::2] = b'xyz'
text[1:1] = b''
print(bytes(text), bytes(text.toreadonly()))
truths = memoryview(bytearray(2)).cast('?')
truths[1] = 5
print(truths.tolist())
"""
    )
    check(vm, program)


def test_released(vm: VM) -> None:
    program = (
        SETUP
        + """
m = memoryview(b)
part = m[1:]
m.release()
m.release()
for do in (len, bytes, list, repr, m.__getitem__, lambda m: m[0], lambda m: m.format, lambda m: m.nbytes, hash,
           lambda m: m.tolist(), lambda m: m == m, lambda m: m == b, lambda m: m.cast('B'), lambda m: m.__enter__(), memoryview):
    try: print(str(do(m))[:10])
    except (ValueError, TypeError) as error: print(error)
print(bytes(part))
"""
    )
    check(vm, program)


@cpython_311
def test_what_is_viewed_keeps_its_size(vm: VM) -> None:
    program = (
        SETUP
        + """
def attempt(*actions):
    for text in actions:
        try: print(text, eval(text))
        except BufferError as error: print(text, error)
m = memoryview(b)
attempt("b.append(1)", "b.pop()", "b.clear()", "b.extend(b'xx')", "b.__delitem__(0)", "b.__delitem__(slice(0, 4, 2))",
        "b.__setitem__(slice(0, 2), b'xxx')", "b.__setitem__(slice(0, 2), b'xy')", "b.insert(0, 1)", "b.__imul__(2)",
        "b.__iadd__(b'')", "b.__init__(b'q')", "b.reverse()", "b.remove(102)")
print(b)
del m
attempt("b.append(65)")
m = memoryview(b)
n = m[2:4]
m.release()
attempt("b.append(1)")
n.release()
attempt("b.append(66)")
with memoryview(b): attempt("b.pop()")
attempt("b.pop()", "len(memoryview(b)[1:])", "b.pop()")
def holds(): yield memoryview(b)[:1]
kept = [holds()]
held = {'x': next(kept[0])}
attempt("b.pop()")
held.clear()
kept.clear()
attempt("b.pop()")
a = array('i', [1, 2])
m = memoryview(a)
attempt("a.append(1)", "a.pop()", "a.extend([1])", "a.extend([])", "a.__imul__(2)", "a.__setitem__(0, 5)", "a.frombytes(b'')",
        "a.insert(0, 1)", "a.remove(5)", "a.__delitem__(0)", "a.reverse()", "a.byteswap()")
m.release()
attempt("a.append(1)")
"""
    )
    check(vm, program)


def test_asking_for_views_costs_steps(vm: VM) -> None:
    """Who tries to change what is viewed pays for the search of views."""
    vm.reset()
    result = vm.run(
        "kept = [[] for _ in range(50_000)]\n"
        "b = bytearray(8)\nm = memoryview(b)\n"
        "import sys\n"
        "for _ in range(50):\n"
        "    try: b.append(1)\n"
        "    except BufferError: pass\n"
        "print(b)\n"
    )
    assert result.ok, result
    assert result.usage.steps > 50 * 50_000 // 64
