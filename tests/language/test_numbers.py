"""int of any size, bool and float: every operator and method, against this CPython."""

from __future__ import annotations

import itertools
import random

import pytest
from language_helpers import check, cpython_311, here

from pkhost import VM

EDGES = [
    0,
    1,
    -1,
    2,
    -2,
    7,
    -7,
    10,
    255,
    256,
    2**31,
    2**32 - 1,
    2**32,
    -(2**32),
    2**53,
    2**53 + 1,
    2**62,
    2**63 - 1,
    -(2**63),
    2**63,
    -(2**63) - 1,
    2**64 - 1,
    2**64,
    2**65 + 1,
    -(2**64),
    10**18,
    10**19,
    10**20,
    -(10**20),
    3**80,
    -(3**81),
    2**100,
    2**127 - 1,
    10**50 + 7,
]
FLOATS = [
    "0.0",
    "-0.0",
    "0.5",
    "1.5",
    "-2.5",
    "1e16",
    "9007199254740993.0",
    "1e22",
    "1e300",
    "-1e-300",
    "5e-324",
    "float('inf')",
    "-float('inf')",
    "float('nan')",
]
BINARY = ["+", "-", "*", "//", "%", "/", "&", "|", "^", "<", "<=", "==", "!=", ">", ">="]

#: What a program shows of an expression: its value and type, or its exception.
SHOW = """
def show(text, f):
    try:
        value = f()
        print(text, type(value).__name__, repr(value))
    except Exception as e:
        print(text, type(e).__name__, e)
"""


def text(number: int) -> str:
    """An expression for the number without a literal beyond 64 bits, which are tested elsewhere."""
    return f"int('{number}')"


def shown(expressions: list[str]) -> str:
    return SHOW + "".join(f"show({e!r}, lambda: {e})\n" for e in expressions)


@cpython_311
@pytest.mark.parametrize("operator", BINARY)
def test_binary_operators_of_integers(vm: VM, operator: str) -> None:
    pairs = itertools.product(EDGES, EDGES[::3] + EDGES[-1:])
    check(vm, shown([f"{text(a)} {operator} {text(b)}" for a, b in pairs]))


@cpython_311
@pytest.mark.parametrize("operator", [o for o in BINARY if o not in "&|^"] + ["**"])
def test_binary_operators_with_floats(vm: VM, operator: str) -> None:
    integers = EDGES[:6] if operator == "**" else EDGES
    pairs = [(text(i), f) for i in integers for f in FLOATS] + [
        (f, text(i)) for i in integers for f in FLOATS
    ]
    pairs += itertools.product(FLOATS, FLOATS)
    expressions = [f"({a}) {operator} ({b})" for a, b in pairs]
    if operator == "**":  # complex results are complex.py's
        expressions = [e for e in expressions if not e.startswith(("(-", "(int('-"))]
    check(vm, shown(expressions))


@cpython_311
def test_shifts_and_powers(vm: VM) -> None:
    expressions = [
        f"{text(a)} {o} {b}"
        for a in EDGES
        for o in ("<<", ">>")
        for b in (0, 1, 31, 32, 33, 64, 100, -1)
    ]
    expressions += [f"{text(a)} ** {b}" for a in EDGES for b in (0, 1, 2, 3, 7, 20)]
    expressions += [
        f"pow({text(a)}, {b}, {text(m)})"
        for a in EDGES[::2]
        for b in (0, 1, 2, 65, 10**6 + 3)
        for m in (1, 2, 7, -7, 10**9 + 7, 2**64 + 13, -(2**70) - 3, 0)
    ]
    expressions += [
        f"pow({a}, -1, {m})" for a in (1, 2, 3, 6, -3) for m in (7, 9, 1, -7, 2**61 - 1)
    ]
    expressions += ["1 << (1 << 64)", "0 << (1 << 64)", "(-5) >> (1 << 70)"]
    expressions = [e for e in expressions if e != "1 << (1 << 64)"]  # too large here and there
    check(vm, shown(expressions))


@cpython_311
@pytest.mark.parametrize(
    "method",
    [
        "abs({})",
        "-{}",
        "+{}",
        "~{}",
        "bool({})",
        "hash({})",
        "float({})",
        "str({})",
        "hex({})",
        "oct({})",
        "bin({})",
        "{}.bit_length()",
        "{}.bit_count()",
        "{}.as_integer_ratio()",
        "{}.conjugate()",
        "{}.real",
        "{}.imag",
        "{}.numerator",
        "{}.denominator",
        "int({})",
        "round({})",
        "round({}, -1)",
        "round({}, -2)",
        "round({}, -25)",
        "round({}, 3)",
        "divmod({}, 7)",
        "divmod({}, -3)",
        "divmod(100, {})",
        "divmod({}, 2.5)",
        "{}.to_bytes(20, 'big', signed=True)",
        "{}.to_bytes(20, 'little', signed=True)",
        "{}.to_bytes(8, 'big')",
        "{}.__add__(1)",
        "{}.__add__(1.5)",
        "{}.__radd__(True)",
        "{}.__index__()",
        "{}.__trunc__()",
        "{}.__floor__()",
        "sum([{}, 1, 2.5, True])",
        "int.from_bytes({}.to_bytes(20, 'big', signed=True), 'big', signed=True)",
    ],
)
def test_methods_of_integers(vm: VM, method: str) -> None:
    check(vm, shown([method.format(text(a)) for a in EDGES] + [method.format("True")]))


@cpython_311
@pytest.mark.parametrize(
    "method",
    [
        "abs({})",
        "-({})",
        "bool({})",
        "hash({}) if {} == {} else 0",
        "int({})",
        "round({})",
        "round({}, 1)",
        "round({}, 2)",
        "round({}, -1)",
        "round({}, -20)",
        "round({}, 400)",
        "round({}, -400)",
        "divmod({}, 7)",
        "divmod({}, -0.3)",
        "({}).is_integer()",
        "({}).as_integer_ratio()",
        "({}).hex()",
        "float.fromhex(({}).hex())",
        "({}).real",
        "({}).imag",
        "({}).conjugate()",
        "({}).__floor__()",
        "({}).__ceil__()",
        "({}).__trunc__()",
        "str({})",
        "float(str({}))",
    ],
)
def test_methods_of_floats(vm: VM, method: str) -> None:
    floats = [
        *FLOATS,
        "2.675",
        "0.1",
        "1.005",
        "123456.789",
        "-1234.5",
        "15.0",
        "25.0",
        "2.5",
        "3.5",
    ]
    check(vm, shown([method.replace("{}", f) for f in floats]))


@cpython_311
def test_int_of_texts(vm: VM) -> None:
    texts = [
        "",
        " ",
        "7",
        " 7 ",
        "+7",
        "-7",
        "- 7",
        "1_000",
        "1__0",
        "_1",
        "1_",
        "0x1f",
        "10",
        "٣٤",
        "1.5",
        "abc",
        "9" * 30,
        "-" + "9" * 30,
        "\u20037\u2003",
        "0b11",
        "0o17",
        "00",
        "010",
        "z",
        "7\n",
    ]
    bases = [None, 0, 2, 8, 10, 16, 36, 37, 1, -1]
    check(
        vm,
        shown([f"int({t!r})" if b is None else f"int({t!r}, {b})" for t in texts for b in bases]),
    )


@cpython_311
def test_float_of_texts(vm: VM) -> None:
    texts = [
        "",
        "1",
        " 1.5 ",
        "1_0.5",
        "1_.5",
        "1._5",
        "1e5",
        "1e",
        "e5",
        ".",
        ".5",
        "5.",
        "inf",
        "-Infinity",
        "nan",
        "+nan",
        "infx",
        "0x10",
        "1e400",
        "-1e-400",
        "٣.٤",
        "1 2",
        "1__0",
        "_1",
    ]
    check(vm, shown([f"float({t!r})" for t in texts]))


@cpython_311
def test_random_arithmetic_of_many_sizes(vm: VM) -> None:
    rng = random.Random(11)
    lines = []
    for _ in range(400):
        a = rng.getrandbits(rng.choice([8, 60, 64, 100, 700, 3000])) * rng.choice([1, -1])
        b = rng.getrandbits(rng.choice([8, 33, 64, 100, 700])) * rng.choice([1, -1])
        lines.append(f"{text(a)} {rng.choice(BINARY[:9])} {text(b)}")
    check(vm, shown(lines))


@cpython_311
def test_products_of_a_size_that_karatsuba_takes(vm: VM) -> None:
    check(
        vm,
        """
        a, b = 3 ** 4000, 7 ** 3001
        for i in range(12):
            p = a * (b + i)
            print(p % (10 ** 9 + 7), p // a == b + i, p % a, (p + 1) % b, p.bit_length(), hash(p))
            a = a * a if i % 4 == 0 else a + p
        """,
    )


@cpython_311
def test_division_where_a_guessed_digit_is_too_large(vm: VM) -> None:
    tops = [2**96 - 1, (2**128 - 2**64) * 2**32, 2**95 * (2**32 - 1), 2**160 - 2**96 - 1]
    bottoms = [2**64 - 1, 2**64 + 1, (2**31) * 2**32 + 2**32 - 1, 2**95 + 2**32 - 1]
    check(vm, shown([f"divmod({text(a)}, {text(b)})" for a in tops for b in bottoms]))


@cpython_311
def test_the_limit_of_digits_is_cpythons(vm: VM) -> None:
    check(
        vm,
        shown(
            [
                "len(str(10 ** 4299))",
                "len(str(10 ** 4300))",
                "int('9' * 4300) > 0",
                "int('9' * 4301)",
                "len(hex(1 << 100000))",
            ]
        ),
    )


def test_what_is_too_large_is_an_exception_or_a_limit(vm: VM) -> None:
    for source in ["1 << (1 << 64)", "2 ** (1 << 64)", "(1 << 40) ** (1 << 40)"]:
        assert (
            here(vm, f"try:\n    {source}\nexcept MemoryError as e:\n    print(e)\n").output
            == "the integer is too large\n"
        )
    vm.reset()
    assert vm.run("x = 3\nwhile True:\n    x = x * x\n", limits=None).status.name in (
        "STEPS",
        "MEMORY",
        "WALL_TIME",
    )


@cpython_311
def test_nan_is_itself_and_no_other(vm: VM) -> None:
    check(
        vm,
        """
        n = float('nan')
        print(n in [n], n in (n,), n in {n}, n in {n: 1}, {n: 'n'}[n], n in {1: n}.values())
        print((1, n) in {1: n}.items(), [n].count(n), [n].index(n), [n] == [n], {1: n} == {1: n})
        print([n].remove(n), n is n, n == n, n != n, [1, n] < [1, n], n in iter([n]))
        print(float('nan') in [float('nan')], float('nan') is n, float('-nan') != n)
        class Never:
            def __eq__(self, other): return False
        e = Never()
        print(e in [e], e in (e,), e in {0: e}.values(), [e] == [e], (e,) == (e,), e == e)
        """,
    )


@cpython_311
def test_large_integers_are_of_the_class_int(vm: VM) -> None:
    check(
        vm,
        """
        big = 2**70
        print(type(big) is int, type(big) == int, big.__class__ is int, type(-big) is type(1))
        print([type(x) is int for x in (round(big), round(big, -3), big // 1, abs(-big), ~big)])
        print([type(x) for x in big.as_integer_ratio()], {int: 'int'}[type(big)])
        class Derived(int): pass
        d = Derived(big)
        print(type(d), type(d + 0), type(round(d)), type(int(d)), type(d.as_integer_ratio()[0]))
        """,
    )


@cpython_311
def test_class_methods_make_what_they_are_called_on(vm: VM) -> None:
    check(
        vm,
        """
        class I(int):
            def __new__(cls, value): return int.__new__(cls, value + 1)
        class F(float): pass
        class B(bytes): pass
        print(I.from_bytes(b'\\1\\2', 'big'), type(I.from_bytes(b'', byteorder='little')))
        print(bool.from_bytes(b'\\2', 'big'), (1).from_bytes(b'a'))
        print(int.from_bytes(bytes=b'\\xff', byteorder='big', signed=True))
        print(type(F.fromhex('0x1p3')), F.fromhex('0x1p3'), type(B.fromhex('00ff')))
        print(float.__getformat__('double'), float.__getformat__('float'))
        """,
    )


@cpython_311
def test_the_limit_of_digits(vm: VM) -> None:
    check(
        vm,
        """
        import sys
        def attempt(f, *args, **kwargs):
            try:
                print(f(*args, **kwargs))
            except (ValueError, TypeError, OverflowError) as e:
                print(type(e).__name__, e)
        print(sys.get_int_max_str_digits())
        for most in (639, -1, 2**31, 2**70, 'a', None, 1.5):
            attempt(sys.set_int_max_str_digits, most)
        attempt(sys.set_int_max_str_digits)
        sys.set_int_max_str_digits(640)
        print(sys.get_int_max_str_digits(), len(str(10**639)))
        attempt(str, 10**640)
        attempt(int, '1' * 641)
        sys.set_int_max_str_digits(maxdigits=0)
        print(len(str(10**5000)), int('9' * 5000) == 10**5000 - 1)
        sys.set_int_max_str_digits(4300)  # of this Python too
        print(sys.hash_info.width, sys.hash_info.imag, sys.hash_info.hash_bits, len(sys.hash_info))
        """,
    )


@cpython_311
def test_ranges_and_what_is_in_them(vm: VM) -> None:
    large = "range(-2**63, 2**63 - 1)"
    one = "class One:\n    def __eq__(self, other): return other == 1\n"
    check(
        vm,
        one
        + shown(
            [
                "True in range(3)",
                "range(3).index(True)",
                "2.0 in range(3)",
                "2.5 in range(3)",
                "1+0j in range(3)",
                "One() in range(3)",
                "range(5).count(One())",
                "range(5).index(One())",
                "'1' in range(10)",
                "range(3).index('a')",
                "range(3).index(7)",
                "float('nan') in range(3)",
                f"len({large})",
                f"2**62 in {large}",
                f"{large}[5]",
                f"{large}[2**63]",
                f"{large}[2**64]",
                f"{large}[1:-1]",
                f"next(reversed({large}))",
                "list(reversed(range(-2**63, -2**63 + 3)))",
                "list(reversed(range(2**63 - 1, 2**63 - 4, -1)))",
                "range(10)[2**70]",
                "range(0, 2**62, 2**61)[::4]",
                "range(2**63)[2**62:]",
            ]
        ),
    )


@cpython_311
@pytest.mark.parametrize(
    "sequence", ["'abc'", "'aé日'", "b'abc'", "[1, 2, 3]", "(1, 2, 3)", "range(3)"]
)
def test_indices_and_slices_of_every_kind_of_number(vm: VM, sequence: str) -> None:
    places = ["True", "False", "True:", "False:True", "::True", "I()", "I():", "M(1)", "M(1):"]
    places += [
        "2**70",
        "-2**70:",
        "2**70:",
        ":2**70",
        "1.0",
        "1.0:",
        "'a'",
        "'a':",
        "::0",
        "::False",
    ]
    places += ["::M(-1)", "::-2", "-1:-9:-1", "None:None", "9:", "-9:2"]
    setup = "class I:\n    def __index__(self): return 1\nclass M(int): pass\n"
    check(vm, setup + shown([f"({sequence})[{p}]" for p in places]))


@cpython_311
def test_floats_in_hexadecimal(vm: VM) -> None:
    texts = ["0x1.fffffffffffffp-1023", "0x0.fffffffffffff8p-1022", "0x0.fffffffffffff4p-1022"]
    texts += ["0x1p-1074", "0x.8p-1074", "0x.9p-1074", "0x1.8p-1074", "0x3p-1075", "0x.8p-1075"]
    texts += ["0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "0x1.0000000000000800000001p0"]
    texts += ["0x1.00000000000008p0", "0x1.00000000000018p0", "0x", "", "0x1p", "0x1.p0", ".8p0"]
    texts += [
        "0x1P+5",
        "0x1p0\0 ",
        "0x1 p0",
        "+0x1",
        "--0x1",
        "0x1_0",
        "infinity",
        "-INF",
        "nan",
        "nan(5)",
    ]
    texts += ["0x1p99999999999999999999", "0x0p99999999999999999999", "0x1p-99999999999999999999"]
    texts += [
        "1" * 600,
        "0x" + "0" * 600 + "1",
        "0x1." + "0" * 600 + "1p5",
        " 0x1p3\n",
        "é",
        "0x1g",
        "inf",
    ]
    texts += [
        "0x0.fffffffffffff8" + "0" * 30 + "1p-1022",
        "0x1.ffffffffffffffp1023",
        "0x.p0",
        "1e5",
    ]
    check(vm, shown([f"float.fromhex({t!r})" for t in texts]))


@cpython_311
def test_numbers_as_bytes_and_by_derived_classes(vm: VM) -> None:
    given = [b"123\xa0", "123\xa0", b"1_0", b" 12 ", bytearray(b"5"), b"\xff", "1\0", b"\xd9\xa3"]
    asked = [f"{f}({g!r})" for f in ("int", "float") for g in given]
    check(
        vm,
        shown(asked)
        + """
import math, random, warnings
warnings.simplefilter('ignore')
class I(int): pass
class F(float): pass
class Q:
    def __int__(self): return I(5)
    def __float__(self): return F(2.5)
print(int(Q()), type(int(Q())), float(Q()), type(float(Q())), math.copysign(1, float('-nan')))
for base, arg in ((float, 1.5), (int, 3), (str, 'a'), (tuple, (1,)), (list, [1]), (complex, 1j),
                  (frozenset, [2]), (bytes, b'a'), (random.Random, 3)):
    class D(base):
        def __init__(self, a, newarg=None):
            self.newarg = newarg
    try:
        print(base.__name__, D(arg, newarg=5).newarg)
    except TypeError as e:
        print(base.__name__, type(e).__name__)
    try:
        base(foo=1)
    except TypeError as e:
        print(base.__name__, type(e).__name__)
""",
    )


@cpython_311
def test_numbers_of_derived_texts(vm: VM) -> None:
    setup = """
import operator, random
class S(str): pass
class S2(str):
    def __float__(self): return 9.5
    def __int__(self): return 9
class B(bytes): pass
"""
    asked = [
        "float(S('3.5'))",
        "int(S('35'))",
        "float(S2('3.5'))",
        "int(S2('35'))",
        "float(B(b'3.5'))",
    ]
    asked += [
        "int(B(b'35'))",
        "int(S('x'))",
        "float(S('x'))",
        "complex(S('1j'))",
        "int(S('11'), 2)",
    ]
    asked += ["int(b'11', 2)", "operator.index(1.5)", "operator.index('a')", "operator.index(True)"]
    asked += ["operator.index(2**70)", "random.randrange(1.5)", "bool(range(-2**63, 2**63 - 1))"]
    asked += ["bool(range(0))"]
    check(vm, setup + shown(asked))
