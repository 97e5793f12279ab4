# ruff: noqa: E501  (programs)
"""The type array in C (csrc/engine/python/array*.c), against this CPython."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, shown

from pkhost import VM

SETUP = """
import copy, io, struct
from array import array
a = array('i', [1, 2, 3])
class Index:
    def __init__(self, number): self.number = number
    def __index__(self): return self.number
class Float:
    def __float__(self): return 2.5
"""
CODES = "bBhHiIlLqQfdu"
ITEMS = ["0", "-1", "127", "128", "255", "256", "-128", "-129", "2**15-1", "2**15", "-2**15-1"]
ITEMS += ["2**16-1", "2**16", "2**31-1", "2**31", "-2**31", "-2**31-1", "2**32-1", "2**32"]
ITEMS += ["2**63-1", "2**63", "-2**63", "-2**63-1", "2**64-1", "2**64", "10**30", "-10**30"]
ITEMS += [
    "1.5",
    "'a'",
    "''",
    "'ab'",
    "None",
    "Index(3)",
    "Float()",
    "True",
    "b'x'",
    "'\\U0001f600'",
]

CALLS = """
a.append() ; a.append(1, 2) ; a.index(9) ; a.index() ; a.index(1, 2, 3, 4) ; a.index(3, -2)
a.index(1, 1)
a.remove(9) ; a.pop(9) ; array('i').pop() ; a.pop('x') ; a.insert(1) ; a['x'] ; a[9] ; a[-3]
a[2**70]
a.__setitem__(9, 1) ; a.__delitem__(9) ; a.__setitem__('x', 1) ; a.__setitem__(slice(0, 1), [1])
a.__setitem__(slice(0, 1), array('b')) ; a.__setitem__(slice(0, 3, 2), array('i', [1]))
a + 1 ; a + array('b') ; a + a ; a * 'x' ; a * 2 ; 2 * a ; a * -1 ; a * 1.5
a.__iadd__(1) ; a.__iadd__(array('b')) ; a.extend(5) ; a.extend(array('b')) ; a.fromlist(5)
a.fromlist([1, 'x']) ; a.frombytes('x') ; a.frombytes(b'abc') ; a.frombytes(5) ; a.tounicode()
a.fromunicode('x') ; array('u').fromunicode(5) ; array() ; array(5) ; array('x') ; array('ii')
array(b'i') ; array('i', 'x') ; array('i', array('u')) ; array('u', array('i')) ; array('i', 5)
array('i', b'abc') ; array('i', [], 3) ; array('i', x=3) ; array(typecode='i') ; a == 1 ; a < 1
a < array('d', [2]) ; a == array('d', [1, 2, 3]) ; a != a ; a >= array('i', [1, 2]) ; a <= a
a.__reduce_ex__(2) ; a.__reduce_ex__('x') ; a.buffer_info(1) ; a.buffer_info()[1] ; a.typecode
a.itemsize ; a.count('x') ; 2 in a ; 'x' in a ; hash(a) ; array('u', "a'b") ; array('b')
bool(array('b'))
array('d', [1.5, float('nan'), 1e300]) ; a.tofile(5) ; a.fromfile(5, 1) ; a.__copy__()
a.__deepcopy__()
array('i', bytearray(b'abcd')) ; array('i', memoryview(b'abcd')) ; array('B', range(3))
array('i', {1: 2})
array('u', ['a']) ; array('u', 'a\\U0001f600').tounicode() ; array('u', b'abcd')[0]
iter(a).__reduce__()[1:]
array.__class_getitem__(int) ; a.tobytes(1) ; a.tobytes() ; a.reverse(1) ; array('q', [2**63-1])
array('i').index(1) ; a[::0] ; a[::-1] ; a[::2] ; a[5:] ; list(reversed(a)) ; bytes(a)[:4]
bytearray(a)[4:8]
array('f', [float('nan')]) == array('f', [float('nan')]) ; array('f', [1.1]) ; array('f', [1e300])
b'\\1' == array('b', [1]) ; bytearray(b'\\1') == array('b', [1]) ; copy.deepcopy(array('u', 'éa'))
struct.unpack('<i', array('B', [1, 0, 0, 0])) ; b'-'.join([array('b', [65]), b'x'])
str(array('b', [65]), 'ascii')
int.from_bytes(array('B', [1, 2]), 'big') ; a.fromfile(io.BytesIO(bytes(8)), 2)
a.fromfile(io.BytesIO(bytes(5)), 2)
a.fromfile(io.BytesIO(), -1) ; io.BytesIO(a).read(4) ; io.BytesIO(bytes(range(12))).readinto(a)
array('b', iter([1, 2])) ; array('i', a) ; array('d', a) ; array('u', 'ab').index('b')
a.insert(-99, 5) ; a.insert(99, 5)
"""


@cpython_311
def test_items(vm: VM) -> None:
    """Each kind takes what fits into it, and says of all else what CPython says."""
    program = (
        SETUP
        + f"""
for code in {CODES!r}:
    for text in {ITEMS!r}:
        made = array(code)
        try:
            made.append(eval(text))
            print(code, text, made[0], made.tobytes())
        except Exception as error:
            print(code, text, type(error).__name__, error)
"""
    )
    check(vm, program)


@cpython_311
@pytest.mark.parametrize("line", CALLS.strip().splitlines())
def test_calls(vm: VM, line: str) -> None:
    check(vm, shown([call.strip() for call in line.split(" ; ")], SETUP))


def test_changes(vm: VM) -> None:
    program = (
        SETUP
        + """
import random
random.seed(5)
for code in 'bHlqd':
    mine, plain = array(code), []
    for turn in range(300):
        at, end, step = random.randint(-12, 12), random.randint(-12, 12), random.choice([1, 1, 2, -1, -3])
        some = [random.randint(0, 99) for _ in range(random.randint(0, 6))]
        part = slice(at, end, step)
        for target, given in ((mine, array(code, some)), (plain, some)):
            try:
                match turn % 9:
                    case 0: target[part] = given
                    case 1: del target[part]
                    case 2: target.extend(given)
                    case 3: target.insert(at, 7)
                    case 4: target.pop(at)
                    case 5: target[at] = 3
                    case 6: target.reverse()
                    case 7: target.remove(some[0] if some else 7)
                    case 8: target += given
            except (IndexError, ValueError) as error:
                print(turn, type(error).__name__, end=' ')
        assert list(mine) == plain and list(mine[part]) == plain[part], (turn, mine, plain)
        del mine[40:], plain[40:]
    print(mine)
"""
    )
    check(vm, program)


@cpython_311
def test_derived(vm: VM) -> None:
    program = (
        SETUP
        + """
class Named(array):
    def __new__(cls, code, items=(), **more): return array.__new__(cls, code, items)
    def __init__(self, code, items=(), name=None): self.name = name
class Plain(array): pass
x = Named('i', [1, 2], name='n')
y = copy.copy(x)
print(x, x.name, x[:1], type(x + x), type(y), y, Plain('d'), Plain('b', b'a'))
try: Plain('i', name=1)
except TypeError as error: print(error)
print(isinstance(x, array), isinstance(array('b'), __import__('collections').abc.MutableSequence))
"""
    )
    check(vm, program)


def test_items_that_change_the_array(vm: VM) -> None:
    """Code of the script's that runs in the middle of a method makes it shorter."""
    program = (
        SETUP
        + """
class Clears:
    def __init__(self, what): self.what = what
    def __index__(self):
        del self.what[:]
        return 1
    def __eq__(self, other):
        del self.what[:]
        return True
for do in (lambda x: x.append(Clears(x)), lambda x: x.insert(2, Clears(x)), lambda x: x.__setitem__(2, Clears(x)),
           lambda x: x[Clears(x):], lambda x: x[::Clears(x)], lambda x: x.remove(Clears(x)), lambda x: x.count(Clears(x)),
           lambda x: x.extend([Clears(x)] * 3), lambda x: x.fromlist([5, Clears(x)]), lambda x: x * Clears(x),
           lambda x: x.__delitem__(slice(0, None, Clears(x))), lambda x: x.__setitem__(slice(Clears(x), 3), array('i', [7]))):
    x = array('i', range(20))
    try: do(x)
    except (IndexError, ValueError) as error: pass
    print(len(x) < 20, end=' ')
"""
    )
    vm.reset()
    result = vm.run(program)
    assert result.ok, result
    assert "False" not in str(result.stdout).split()[:4]


def test_files(vm: VM) -> None:
    program = """
from array import array
with open('numbers', 'wb') as file:
    array('h', range(5)).tofile(file)
    file.write(array('h', [9]))
with open('numbers', 'rb') as file:
    print(file.read(4))
    room = array('h', [0] * 3)
    print(file.readinto(room), room)
"""
    vm.reset()
    result = vm.run(program, files={})
    assert result.ok, result
    assert str(result.stdout) == "b'\\x00\\x00\\x01\\x00'\n6 array('h', [2, 3, 4])\n"


def test_memory_and_steps(vm: VM) -> None:
    """An array takes its cells' room; native work on it costs steps."""
    small, large = (
        vm.run(f"from array import array\nx = array('b', bytes({n})) * 3") for n in (10, 1_000_000)
    )
    assert 2_900_000 < large.usage.peak_memory - small.usage.peak_memory < 6_000_000
    few, many = (
        vm.run(f"from array import array\nx = array('d', bytes({8 * n})).tolist()").usage.steps
        for n in (10, 100_000)
    )
    assert many > few + 1000
