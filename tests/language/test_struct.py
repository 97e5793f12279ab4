"""The module struct, against this CPython: every letter in every order, and the errors."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, shown

from pkhost import VM

SETUP = """
import operator
from struct import *
import struct
inf, nan = float('inf'), float('nan')
class I:
    def __index__(self): return 5
class F:
    def __float__(self): return 1.5
class Raises:
    def __index__(self): raise KeyError('x')
class Derived(Struct):
    def __init__(self, form):
        super().__init__('<' + form)
        self.name = form
"""
ORDERS = ["", "@", "=", "<", ">", "!"]
WHOLE = ["-1", "0", "5", "-129", "256", "65536", "-32769", "2**31", "-2**31-1", "2**32", "2**63"]
WHOLE += ["-2**63-1", "2**64", "'a'", "1.5", "None", "I()", "True"]
FLOATS = ["0.0", "-0.0", "1.5", "-2.5", "1e-8", "6e-8", "5.96e-8", "2.98e-8", "2.99e-8", "65504"]
FLOATS += ["65519.99", "65520", "65520.0", "1e300", "3.4e38", "3.5e38", "-3.5e38", "1e-46", "1e-40"]
FLOATS += [
    "inf",
    "-inf",
    "nan",
    "-nan",
    "0.1",
    "1/3",
    "2**70",
    "F()",
    "'a'",
    "None",
    "True",
    "2051",
]
FLOATS += ["6.103515625e-05", "6.1e-05", "10**400"]


@cpython_311
@pytest.mark.parametrize("order", ORDERS)
def test_integers(vm: VM, order: str) -> None:
    forms = [order + letter for letter in "bBhHiIlLqQnNP"]
    packed = [f"pack({form!r}, {value}).hex()" for form in forms for value in WHOLE]
    bits = ["\\x00" * 8, "\\xff" * 8, "\\x80" + "\\x01" * 7, "\\x7f" * 8]
    back = [f"unpack_from({form!r}, b'{b}')" for form in forms for b in bits]
    check(vm, SETUP + shown(packed + back))


@cpython_311
@pytest.mark.parametrize("order", ORDERS)
def test_floats(vm: VM, order: str) -> None:
    forms = [order + letter for letter in "efd"]
    packed = [f"pack({form!r}, {value}).hex()" for form in forms for value in FLOATS]
    back = [f"unpack({form!r}, pack({form!r}, {v}))" for form in forms for v in FLOATS]
    every = (
        f"[unpack({order + 'e'!r}, bytes((i, j))) for i in range(0, 256, 3) for j in range(256)]"
    )
    check(vm, SETUP + shown([*packed, *back, every]))


@cpython_311
def test_forms(vm: VM) -> None:
    forms = ["3s", "0s", "s", "5p", "1p", "0p", "300p", "c", "3c", "?", "2?", "x", "3x", "bi", "ib"]
    forms += ["bhi", "bq", "b0q", "bx2h", "3s2xh", " b  h ", "hhe", "0x", "bP", "bn"]
    asked = [f"calcsize({order + form!r})" for order in ORDERS for form in forms]
    wrong = [
        "z",
        "3",
        "b3",
        "3 b",
        "<n",
        "=P",
        "9" * 20 + "b",
        "9223372036854775807q",
        "b\0",
        " ",
        "",
    ]
    asked += [f"calcsize({w!r})" for w in [*wrong, "<", "<<b", "i@", "a", b"hh", b"\xff", 5, None]]
    values = "b'abcdef', b'hello world', b'z', [], 1, ''"
    for order in ORDERS:
        form = order + "3s5pc?x2?"
        asked += [f"pack({form!r}, {values})", f"unpack({form!r}, pack({form!r}, {values}))"]
        asked += [
            f"pack({order + '300p'!r}, b'x' * 400)[:3]",
            f"unpack({order + '5p'!r}, b'\\xffabcd')",
        ]
    check(vm, SETUP + shown(asked))


@cpython_311
def test_functions_and_their_errors(vm: VM) -> None:
    asked = [
        "pack()",
        "pack('b')",
        "pack('b', 1, 2)",
        "pack('s', 'a')",
        "pack('p', 1)",
        "pack('c', 'a')",
    ]
    asked += ["pack('c', b'ab')", "pack('c', bytearray(b'a'))", "pack('3s', bytearray(b'a'))"]
    asked += ["unpack('b', b'ab')", "unpack('b')", "unpack('b', 'a')", "unpack('b', 1)"]
    asked += ["unpack('b', bytearray(b'a'))", "unpack('b', memoryview(b'a'))", "calcsize('i', 1)"]
    asked += [f"unpack_from('b', b'abc', {n})" for n in (1, 2, 3, -1, -4)] + ["unpack_from('b')"]
    asked += ["unpack_from('h', b'abc', -1)", "unpack_from('b', buffer=b'abc', offset=1)"]
    asked += ["list(iter_unpack('<hb', b'abcdef'))", "list(iter_unpack('<hb', b'abcdefg'))"]
    asked += ["iter_unpack('', b'')", "iter_unpack('b', 5)", "next(iter_unpack('b', b''))"]
    asked += [
        "operator.length_hint(iter_unpack('b', b'abc'))",
        "pack('b', Raises())",
        "pack('f', Raises())",
    ]
    asked += ["pack_into('b')", "pack_into('b', bytearray(3))", "pack_into('b', bytearray(3), 0)"]
    asked += ["pack_into('b', b'abc', 0, 1)", "pack_into('b', bytearray(3), 3, 1)"]
    asked += ["pack_into('b', bytearray(3), -4, 1)", "pack_into('i', bytearray(3), -2, 1)"]
    asked += [
        "pack_into('<i', bytearray(10), 2**63 - 1, 1)",
        "unpack_from('<i', b'abc', 2**63 - 1)",
    ]
    asked += ["pack_into('b', bytearray(3), 'a', 1)", "sorted(struct.__all__)", "error.__mro__"]
    asked += ["pack('<d', nan).hex()", "unpack('d', pack('d', nan))[0] != 0"]
    asked += ["pack('>d', unpack('>d', bytes.fromhex('fff800000000abcd'))[0]).hex()"]
    made = "Struct('<hb')"
    asked += [f"{made}.size", f"{made}.format", "Struct(b'<hb').format", f"{made}.pack(1, 2)"]
    asked += [
        f"{made}.pack(1)",
        f"{made}.unpack(b'abc')",
        f"{made}.unpack(b'ab')",
        "Struct()",
        "Struct(1)",
    ]
    asked += [f"{made}.unpack_from(b'abcd', 1)", f"{made}.unpack_from(buffer=b'abcd', offset=1)"]
    asked += [
        f"list({made}.iter_unpack(b'abcdef'))",
        "Struct(format='b').size",
        "Struct.__module__",
    ]
    asked += ["Derived('hh').size", "Derived('hh').name", "Derived('hh').pack(1, 2)"]
    check(
        vm,
        SETUP
        + shown(asked)
        + """
a = bytearray(8)
pack_into('<hb', a, 2, 258, -1)
pack_into('>h', a, -2, 1)
pack_into('<i', memoryview(a)[1:5], 0, -2)
print(a)
class Shrinks:
    def __index__(self):
        a.clear()
        return 1
try:
    pack_into('<2h', a, 4, Shrinks(), 2)
    print('packed', a)
except (error, BufferError):
    print('refused')
""",
    )
