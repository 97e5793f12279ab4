"""Numbers: every operator and function that PocketPy has, over edge values, against CPython."""

from __future__ import annotations

import math
import struct
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intended_numbers import INTENDED

from differential_helpers import (
    Difference,
    Raised,
    differences,
    product,
    stale,
    unintended,
)
from pkhost import VM

SETUP = "import math, cmath, random, base64"

INTS = [
    0, 1, -1, 2, -2, 3, 7, -7, 10, 20, 21, 63, 64, 65, 97, 255, 256, 1000, 2**31 - 1, 2**31,
    -(2**31),
    -(2**31) - 1, 2**32, 2**32 + 1, 2**53, 2**53 + 1, -(2**53) - 1, 2**61 - 1, 2**62, 2**62 + 1,
    2**63 - 1, -(2**63), -(2**63) + 1,
]  # fmt: skip
FLOATS = [
    0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, 3.5, 0.1, 0.3, 1 / 3, 2.675, 1.15, 1e-5, 1e-4,
    123456.789, 1e15, 1e16, 1e17, 1e22, 1e23, 2.0**53, 2.0**63, -(2.0**63), 2.0**64, 2.0**-44,
    1e300, -1e300,
    1e-300, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, math.inf, -math.inf, math.nan,
    9007199254740993.0, 1e7, 710.0, 1e-320, math.pi, -math.pi / 2,
]  # fmt: skip
NUMBERS = [*INTS, *FLOATS]
# For pairs, fewer: enough for each way that the code can go.
PAIRED = [
    0, 1, -1, 2, -7, 64, 1000, 2**31, -(2**31) - 1, 2**53, 2**53 + 1, -(2**53) - 1, 2**62 + 1,
    2**63 - 1,
    -(2**63), -(2**63) + 1, 0.0, -0.0, 1.0, -0.5, 2.5, 0.1, 1 / 3, 1e16, 2.0**53, 2.0**63,
    -(2.0**63), 1e23,
    1e300, -1e300, 5e-324, 1.7976931348623157e308, math.inf, -math.inf, math.nan,
    9007199254740993.0, 710.0,
]  # fmt: skip
SMALL = [-70, -64, -63, -3, -2, -1, 0, 1, 2, 3, 5, 31, 32, 62, 63, 64, 65, 70]
TEXTS = [
    "", " ", "0", "-0", "+0", "00", "007", " 12 ", "\t7\n", "1_000", "_1", "1_", "1__0", "0x1f",
    "0X1F", "-0x10",
    "0b101", "0o17", "0b2", "1e5", "1.5", ".5", "5.", ".", "-", "+-1", "- 1", "9223372036854775807",
    "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "9" * 40,
    "0" * 40 + "1", "z",
    "Zz", "inf", "-Infinity", "NaN", "+nan", "infinit", "1e400", "-1e-400", "1e+5", "1e", "0x1p3",
    "1_0.5_0",
    "1_.5", "1e1_0", "\xa01\u2003", "1\0", "None", "0.1" + "0" * 50 + "1",
    "12345678901234567890.5", "é",
    "2.2250738585072011e-308", "0_0", "0x_1",
]  # fmt: skip

ONE_ARGUMENT = [
    "-a", "~a", "abs(a)", "repr(a)", "str(a)", "f'{a}'", "bool(a)", "not a", "int(a)", "float(a)",
    "round(a)", "hex(a)", "bin(a)", "list({a: 1})", "type(a).__name__",
    *(f"math.{name}(a)" for name in (
        "ceil", "floor", "trunc", "fabs", "exp", "log", "log2", "log10", "sqrt", "acos", "asin",
        "atan",
        "cos", "sin", "tan", "degrees", "radians", "modf", "isfinite", "isinf", "isnan", "gcd",
    )),
]  # fmt: skip
TWO_ARGUMENTS = [
    "a + b", "a - b", "a * b", "a / b", "a // b", "a % b", "divmod(a, b)", "a < b", "a <= b",
    "a == b", "a != b",
    "a > b", "a >= b", "a & b", "a | b", "a ^ b", "hash(a) == hash(b) if a == b else None",
    "a in {b: 1}", "max(a, b)", "min(a, b)",
    "sorted([a, b])", "[a].count(b)", "(a,) == (b,)", "math.pow(a, b)", "math.atan2(a, b)",
    "math.fmod(a, b)",
    "math.copysign(a, b)", "math.gcd(a, b)", "math.log(a, b)", "math.isclose(a, b)",
    "math.isclose(a, b, abs_tol=0.5)", "math.isclose(a, b, rel_tol=0.5)", "math.fsum([a, b, a])",
    "sum([a, b])",
]  # fmt: skip
ITEMS = ["[10, 20, 30]", "(10, 20, 30)", "b'abc'", "'abc'"]
INDEXES = [
    0, 1, 2, 3, -1, -3, -4, 2**31, 2**32, 2**32 + 1, -(2**32), -(2**32) - 1, 2**63 - 1, -(2**63),
]  # fmt: skip

# Each expression and its arguments.
TABLE: list[tuple[str, list[tuple[Any, ...]]]] = [
    *((code, product(NUMBERS)) for code in ONE_ARGUMENT),
    *((code, product(PAIRED, PAIRED)) for code in TWO_ARGUMENTS),
    ("a ** b", product([*SMALL, *FLOATS], [*SMALL, *FLOATS])),
    ("a << b", product(INTS, SMALL)),
    ("a >> b", product(INTS, [*SMALL, 2**32, 2**63 - 1, -(2**63)])),
    ("round(a, b)", product(NUMBERS, [-400, -309, -20, -19, -18, -3, -1, 0, 1, 2, 3, 17, 323,
    400])),
    ("round(a, None)", product(NUMBERS)),
    ("a.bit_length()", product(INTS)),
    ("math.factorial(a)", product([-1, 0, 1, 5, 20, 21, 30])),
    ("math.gcd(a, b, 12)", product(INTS, INTS)),
    ("math.fsum(a)", product([[0.1] * 10, [1e308, 1e308], [1e16, 1.0, -1e16], [math.inf, -math.inf],
                              [math.inf, 1.0], [1e-16, 1.0, 1e16], [], [1, 2**53, 1], [math.nan]])),
    ("int(a)", product(TEXTS)),
    ("float(a)", product(TEXTS)),
    ("int(a, b)", product(TEXTS, [-1, 0, 1, 2, 8, 10, 16, 36, 37, 2**32 + 10])),
    ("chr(a)", product([*INTS, 0x10FFFF, 0x110000, 2**32 + 65])),
    ("ord(chr(a))", product([0, 65, 0x7F, 0x80, 0x7FF, 0x800, 0xFFFF, 0x10000, 0x10FFFF])),
    *((f"{items}[a]", product(INDEXES)) for items in ITEMS),
    *((f"{items}[a:b]", product(INDEXES, INDEXES)) for items in ITEMS),
    ("[1, 2, 3].pop(a)", product(INDEXES)),
    ("[1, 2, 3].index(2, a)", product(INDEXES)),
    ("(lambda l: [l.insert(a, 9), l])([1, 2, 3])[1]", product(INDEXES)),
    ("(lambda l: [l.__setitem__(a, 9), l])([1, 2, 3])[1]", product(INDEXES)),
    ("(lambda l: [l.__delitem__(a), l])([1, 2, 3])[1]", product(INDEXES)),
    ("[1, 2] * a", product([0, 1, 3, -1, -(2**32) + 5, -(2**63)])),
    ("'ab' * a", product([0, 1, 3, -1, -(2**32) + 5, -(2**63)])),
    ("a * [1]", product([0, 2, -1, -(2**32) + 5])),
    ("[[i, i == b] for i in range(a, b, c)][:9]", [
        (2**63 - 2, 2**63 - 1, 1), (2**63 - 3, 2**63 - 1, 2), (2**63 - 3, 2**63 - 1, 2**62),
        (-(2**63), 2**63 - 1, 2**62), (0, -(2**63), -(2**62)), (-(2**63) + 1, -(2**63), -5), (0,
        0, 1),
        (5, 0, 2**63 - 1), (0, 5, 0), (3, 0, -1)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def all_found() -> list[Difference]:
    return []


@pytest.mark.parametrize(("code", "cases"), TABLE, ids=[code for code, _ in TABLE])
def test_edges(
    vm: VM, code: str, cases: list[tuple[Any, ...]], all_found: list[Difference]
) -> None:
    found = differences(vm, code, cases, setup=SETUP)
    all_found.extend(found)
    assert unintended(found, INTENDED) == []


def test_bools_as_numbers(vm: VM, all_found: list[Difference]) -> None:
    found = differences(vm, "a == b", [(True, 1)]) + differences(vm, "a + b", [(True, 1)])
    all_found.extend(found)
    assert unintended(found, INTENDED) == []


def test_what_is_intended_is_so(all_found: list[Difference]) -> None:
    """Last of the file's: an entry that covers nothing any more is to go."""
    if len(all_found) > 1000:  # all of them ran
        assert stale(all_found, INTENDED) == []


def test_a_difference_is_seen(vm: VM) -> None:
    (found,) = differences(vm, "type(a) is type(b) or a == b", [(True, 1)])
    assert (found.cpython, found.here) == (True, False)


# ------------------------------------------------------------------------- any number

ANY_FLOAT = st.floats() | st.binary(min_size=8, max_size=8).map(
    lambda bits: float(struct.unpack("d", bits)[0])
)
ANY_INT = st.integers(-(2**63), 2**63 - 1)
ANY = ANY_FLOAT | ANY_INT


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(ANY_FLOAT), min_size=1, max_size=200))
def test_any_float_as_text(vm: VM, cases: list[tuple[float]]) -> None:
    for code in ("repr(a)", "float(repr(a)) == a", "f'{a:.3f}'", "f'{a:.17f}'"):
        assert differences(vm, code, cases) == []


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(ANY_FLOAT | st.decimals(-1000, 1000, places=3).map(float),
                          st.integers(-20, 20)), min_size=1, max_size=100))  # fmt: skip
def test_any_rounding(vm: VM, cases: list[tuple[float, int]]) -> None:
    assert unintended(differences(vm, "round(a, b)", cases), INTENDED) == []


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(ANY, ANY), min_size=1, max_size=50))
def test_any_two_numbers(vm: VM, cases: list[tuple[Any, Any]]) -> None:
    for code in TWO_ARGUMENTS:
        found = differences(vm, code, cases, setup=SETUP)
        assert unintended(found, INTENDED) == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text("0123456789+-_.eExXbo infNaN\u2003", max_size=12)), max_size=60))
def test_any_text_as_a_number(vm: VM, cases: list[tuple[str]]) -> None:
    for code in ("int(a)", "float(a)", "int(a, 0)", "int(a, 16)"):
        assert unintended(differences(vm, code, cases), INTENDED) == []


# ----------------------------------------------------------------------------- random

DRAWS = """
import random
def draw(seed):
    r = random.Random(seed)
    items = list(range(20))
    r.shuffle(items)
    return [
        r.random(), r.randint(-5, 5), r.randint(-2**63, 2**63 - 1), r.randint(0, 2**62),
        r.uniform(2, -3), items, r.choice('abcdé'), r.choice([1, 2, 3]), r.choices([1, 2, 3], k=5),
        r.choices('xyz' if False else ['x', 'y', 'z'], [1, 5, 0.5], k=5), r.getrandbits(7),
        r.getrandbits(40), r.getrandbits(0), r.randrange(10), r.randrange(3, 2**40, 7),
        r.randrange(5, -5, -3), r.random(),
    ]
"""
SEEDS = [0, 1, -1, 5, 5 + 2**32, 2**32, 2**63 - 1, -(2**63), 12345678901234]


def test_a_seed_gives_the_numbers_of_cpython(vm: VM) -> None:
    assert differences(vm, "draw(a)", product(SEEDS), setup=DRAWS) == []


@pytest.mark.parametrize(
    "code",
    [
        "random.randint(2, 1)", "random.choice([])", "random.choice('')", "random.choices([])",
        "random.choices([1], [0])", "random.choices([1, 2], [1])", "random.randrange(0)",
        "random.randrange(1, 5, 0)", "random.randrange(5, 1)", "random.getrandbits(-1)",
        "random.choices([1], k=-1)", "random.shuffle([])", "random.choices([1], [math.inf])",
    ],
)  # fmt: skip
def test_what_cannot_be_drawn(vm: VM, code: str) -> None:
    assert differences(vm, code, [(0,)], setup=SETUP) == []


def test_a_wide_range_is_drawn_from_evenly(vm: VM) -> None:
    # A remainder of 64 bits would take the lower half of this range twice as often.
    source = (
        "import random\nr = random.Random(1)\nlow = 0\n"
        "for _ in range(4000):\n    if r.randint(0, 3 * 2**61) < 3 * 2**60: low += 1\nlow"
    )
    assert 1800 < vm.run(source).check().value < 2200


# ----------------------------------------------------------------------------- base64


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text("ABab01+/=\n -é", max_size=12)), max_size=50))
def test_any_base64(vm: VM, cases: list[tuple[str]]) -> None:
    assert differences(vm, "base64.b64decode(a)", cases, setup=SETUP) == []
    binary = [(text.encode(),) for (text,) in cases]
    for code in ("base64.b64decode(a)", "base64.b64encode(a)"):
        assert differences(vm, code, binary, setup=SETUP) == []


def test_base64(vm: VM) -> None:
    texts = ["aGV sbG8=", "aGVsbG8=", "aGVsbG8", "aGVsbG8==", "a", "aa", "aaa", "aaaa", "=aaa",
    "aa=a",
             "aa==bb==", "", "====", "a===", "é"]  # fmt: skip
    assert differences(vm, "base64.b64decode(a)", product(texts), setup=SETUP) == []
    sizes = product([bytes(range(n)) for n in range(8)])
    assert differences(vm, "base64.b64encode(a)", sizes, setup=SETUP) == []


# ------------------------------------------------------------------------ written out


@pytest.mark.parametrize(
    "code",
    [
        "--1", "---1", "- -2.5", "----0.0", "a--1", "a---1", "[--1, -1]", "(--1) - -1", "2**--1",
        "--2**2", "f'{--1}'",
        "(lambda x=-1: x)()", "-(-1)", "--a", "1 - --1", "{'a': --1}['a'] --1", "not --1",
        "--1 if --1 else -1",
        "-9223372036854775808", "0x7fffffffffffffff", "0b11", "0o17", "1e22", "1e-7", ".5", "5.",
        "1e400",
    ],
)  # fmt: skip
def test_literals_and_signs(vm: VM, code: str) -> None:
    assert differences(vm, code, [(7,)]) == []


def test_a_sign_before_text_is_an_error(vm: VM) -> None:
    for code in ("-'a'", "--'a'", "[-'a']"):
        (found,) = differences(vm, code, [(0,)])
        assert (found.cpython, found.here) == (Raised("TypeError"), Raised("AttributeError"))
    assert differences(vm, "a - 'b'", [("a",)]) == []


def test_an_integer_that_is_written_out_is_not_cut(vm: VM) -> None:
    # Written in hexadecimal, 64 bits without a sign are fine: they wrap around.
    for text in (2**63 + 1, 10**19 - 1, 10**30, hex(2**64), bin(2**64), oct(2**64)):
        result = vm.run(str(text))
        assert result.error is not None and result.error.type == "SyntaxError", text
    assert vm.eval("0xffffffffffffffff") == -1
