"""complex and cmath, against this CPython: values, texts, operators, derived classes."""

from __future__ import annotations

import pytest
from language_helpers import check, cpython_311, shown

from pkhost import VM

SETUP = """
import cmath, copy, functools, numbers
inf, nan = float('inf'), float('nan')
class Derived(complex):
    def __new__(cls, *parts): return super().__new__(cls, *parts)
    def __add__(self, other): return 'derived'
class AsComplex:
    def __complex__(self): return 3-4j
class AsFloat:
    def __float__(self): return 2.5
class AsIndex:
    def __index__(self): return 7
class Wrong:
    def __complex__(self): return 1.5
"""

NUMBERS = [
    "1j",
    "-2j",
    "1+2j",
    "0j",
    "complex(0,-0.0)",
    "complex(-0.0,0)",
    "complex(inf,nan)",
    "complex(nan,-inf)",
    "complex(1e200,1e200)",
    "complex(2,0)",
    "0.1+0.2j",
]
REALS = [
    "0",
    "-1",
    "2",
    "True",
    "3.5",
    "-0.0",
    "inf",
    "nan",
    "10**30",
    "10**400",
    "2**53+1",
    "0.5",
    "-3",
    "101",
    "AsFloat()",
    "None",
    "'a'",
    "[1]",
]
OPERATORS = ["+", "-", "*", "/", "**", "==", "!=", "<", ">=", "//", "%"]


@cpython_311
@pytest.mark.parametrize("operator", OPERATORS)
def test_operators(vm: VM, operator: str) -> None:
    pairs = [(a, b) for a in NUMBERS for b in NUMBERS + REALS]
    pairs += [(b, a) for a in NUMBERS for b in REALS]
    check(vm, shown([f"({a}) {operator} ({b})" for a, b in pairs], SETUP))


@cpython_311
def test_methods_of_operators(vm: VM) -> None:
    names = ["add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "pow", "rpow"]
    names += ["eq", "ne", "lt", "le", "gt", "ge"]
    others = ["1", "2.5", "1j", "'a'", "None"]
    check(vm, shown([f"(1+2j).__{n}__({o})" for n in names for o in others], SETUP))


@cpython_311
@pytest.mark.parametrize("number", [*NUMBERS, "Derived(1, 2)"])
def test_of_one_number(vm: VM, number: str) -> None:
    forms = [
        "repr({})",
        "str({})",
        "abs({})",
        "-{}",
        "+{}",
        "bool({})",
        "int({})",
        "float({})",
        "{}.real",
        "{}.imag",
        "{}.conjugate()",
        "{}.__getnewargs__()",
        "~{}",
        "round({})",
        "{}.__complex__()",
        "pow({},2,3)",
        "divmod({},2)",
        "list.__getitem__([1],{})",
        "range({})",
        "complex({},1)",
        "complex(1,{})",
        "complex({},{})",
        "{}.nothing",
        "complex({})",
        "'%s'%{}",
        "'%d'%{}",
        "'%f'%{}",
        "copy.copy({})",
        "isinstance({},numbers.Complex)",
        "isinstance({},numbers.Real)",
        "type(-{})",
        "[{}]==[{}]",
        "{}=={}",
        "sum([{},1,2.5])",
        "'{!r:>30}'.format({})",
        "max({},1)",
    ]
    if "nan" not in number:
        forms += ["hash({})", "{} in {{{}}}", "{{{}:1}}.get({})"]
    check(vm, shown([form.replace("{}", f"({number})") for form in forms], SETUP))


@cpython_311
@pytest.mark.parametrize("number", NUMBERS)
def test_formats(vm: VM, number: str) -> None:
    how = [
        "",
        ".2f",
        "10",
        ">20",
        "<20",
        "^21.1f",
        "*^30",
        "e",
        "g",
        ".3g",
        "n",
        "G",
        "E",
        "+",
        "+.1f",
        "_",
        ",",
        ",.2f",
        ".0f",
        "20.3e",
        ".1f",
        "z",
        "c",
        ".0",
        ".1",
        ".3\n",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "010",
        "=10",
        "d",
        "x",
        "%",
        "s",
        "#",
        "#.3g",
        "#.0f",
        "-.4g",
        "é",
    ]
    check(vm, shown([f"format({number}, {h.strip()!r})" for h in how], SETUP))


@cpython_311
def test_texts(vm: VM) -> None:
    texts = [
        "1",
        "1j",
        "1+2j",
        "-1-2j",
        "+j",
        "-j",
        "j",
        "1+j",
        "1-j",
        "(1+2j",
        "1+2j)",
        "((1j))",
        "1e3j",
        "1e400",
        "inf",
        "-infj",
        "nan+nanj",
        "infinity-infinityj",
        "1_000+2_0j",
        "1__0",
        "_1",
        "1_",
        "1+2",
        "1j+2",
        "1jj",
        "()",
        "(",
        "0x10",
        "0x1j",
        "1e",
        "1e+",
        "1.j",
        ".5",
        ".",
        ".j",
        "1+.j",
        "J",
        "1J",
        "nan(123)",
        "+-1j",
        "1+-2j",
        "é",
        "1+1e3j",
        "1e5+",
        "infin",
    ]
    texts += [" ( 1+2j ) ", "1 + 2j", "", "( )", "\u0663j", "1\0", "1+2j\n", "\t1j", "\xa01j"]
    check(vm, shown([f"complex({t!a})" for t in texts], SETUP))


@cpython_311
def test_constructor(vm: VM) -> None:
    arguments = [
        "",
        "1,2,3",
        '"1",2',
        '1,"2"',
        "None",
        "[]",
        "1,None",
        "real=1,imag=2",
        "imag=3",
        'real="1j"',
        'b"1"',
        "real=1,foo=2",
        "\n        1,real=2",
        "10**400",
        "1,10**400",
        "AsComplex()",
        "AsFloat()",
        "AsIndex()",
        "Wrong()",
        "1,AsFloat()",
        "1,AsComplex()",
        "\n        AsComplex(),AsIndex()",
        "1j,2j",
        "Derived(1j)",
        "True,False",
    ]
    check(vm, shown([f"complex({a.strip()})" for a in arguments], SETUP))


@cpython_311
def test_classes_derived_from_it(vm: VM) -> None:
    check(
        vm,
        shown(
            [
                "Derived(1) + 1",
                "1 + Derived(1)",
                "type(Derived(1) * 2)",
                "type(Derived('1j'))",
                "Derived(1, 2) == 1+2j",
                "hash(Derived(1, 2)) == hash(1+2j)",
                "{Derived(1, 2): 5}[1+2j]",
                "type(complex(Derived(1)))",
                "vars(Derived(1))",
                "complex.__mro__",
            ],
            SETUP,
        )
        + """
d = Derived(1, 2)
d.name = 'd'
print(d.name, d.__dict__, isinstance(d, complex), issubclass(Derived, numbers.Complex))
@functools.singledispatch
def kind(x): return 'other'
@kind.register
def _(x: complex): return 'complex'
print(kind(1j), kind(d), kind(1))
def which(x):
    match x:
        case 1j: return 'one'
        case 1+2j: return 'sum'
        case -3-4j: return 'difference'
        case complex(real=r): return r
print([which(x) for x in (1j, 1+2j, -3-4j, 5+0.5j, 'a')])
def literals():
    return [-1j, 2.5j, 1_0j, 0x10 + 1e3J]
print([literals() for i in range(3)])
""",
    )


@cpython_311
def test_numbers_that_become_complex(vm: VM) -> None:
    powers = ["(-8)**(1/3)", "(-1)**0.5", "(-2.0)**1.5", "pow(-8, 1/3)", "(-2)**-0.5", "0**-1"]
    powers += ["0j**-1", "0j**0", "1e200j**2", "1j**2", "1j**100", "1j**101", "1j**-100", "2**1j"]
    powers += ["(1+1j)**0.5", "(1+1j)**-3", "1e300j**1.2", "(1+1j)**1000000j", "(-10**30)**0.5"]
    check(vm, shown(powers))


@cpython_311
@pytest.mark.parametrize(
    "function",
    [
        "sqrt",
        "exp",
        "log",
        "log10",
        "sinh",
        "cosh",
        "tanh",
        "asinh",
        "acosh",
        "atanh",
        "acos",
        "asin",
        "atan",
        "sin",
        "cos",
        "tan",
        "polar",
        "isfinite",
        "isnan",
        "isinf",
    ],
)
def test_functions_of_cmath(vm: VM, function: str) -> None:
    check(
        vm,
        SETUP
        + f"""
values = [0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 2.5, -3.75, 1e-310, -1e-310, 1e308, -1e308, 710.0,
          -710.0, 354.5, 1e-200, inf, -inf, nan]
for x in values:
    for y in values:
        try:
            print(x, y, cmath.{function}(complex(x, y)))
        except (ValueError, OverflowError) as e:
            print(x, y, type(e).__name__, e)
""",
    )


@cpython_311
def test_the_rest_of_cmath(vm: VM) -> None:
    values = ["0.0", "-0.0", "2.5", "-3.0", "inf", "-inf", "nan"]
    given = [f"cmath.rect({r}, {phi})" for r in values for phi in values]
    given += [f"cmath.phase({x})" for x in NUMBERS]
    given += ["cmath.log(2j, 3)", "cmath.log(2j, 0)", "cmath.log(2j, 1)", "cmath.sqrt('a')"]
    given += ["cmath.sqrt(10**400)", "cmath.sqrt(AsComplex())", "cmath.sqrt(AsFloat())"]
    given += [
        "cmath.sqrt(AsIndex())",
        "cmath.sqrt(Wrong())",
        "cmath.sqrt(None)",
        "cmath.sqrt(True)",
    ]
    given += ["cmath.isclose(1, 1+1e-10j)", "cmath.isclose(1, 1.1, rel_tol=.2)"]
    given += ["cmath.isclose(inf, inf)", "cmath.isclose(1, 2, abs_tol=1)", "cmath.isclose(1, inf)"]
    given += ["cmath.isclose(1, 2, rel_tol=-1)", "cmath.infj", "cmath.nanj", "cmath.tau", "cmath.e"]
    check(vm, shown(given, SETUP))
