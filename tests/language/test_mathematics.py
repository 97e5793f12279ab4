"""The module math, against this CPython: integers of any size, and what floats give."""

from __future__ import annotations

import pytest
from language_helpers import LIMITS, check, cpython_311, in_cpython

from pkhost import VM

SHOW = """
import math
def show(text, f):
    try:
        print(text, repr(f()))
    except Exception as e:
        print(text, type(e).__name__, e)
"""

INTEGERS = ["0", "1", "5", "-3", "12", "True", "2**63", "2**64 + 1", "-(2**70)", "10**25", "3**90"]
FLOATS = [
    "0.0",
    "0.5",
    "-0.5",
    "1.0",
    "2.5",
    "-7.25",
    "1e10",
    "1e300",
    "math.inf",
    "-math.inf",
    "math.nan",
]

WITH_ONE = [
    "ceil({})",
    "floor({})",
    "trunc({})",
    "factorial({} % 30)",
    "isqrt({})",
    "log({})",
    "log2({})",
    "log10({})",
    "sqrt({})",
    "fabs({})",
    "frexp({})",
    "modf({})",
    "exp2({})",
    "ulp({})",
    "ldexp({}, 3)",
    "ldexp({}, -2000)",
    "isnan({})",
    "isinf({})",
    "isfinite({})",
    "degrees({})",
]


def shown(expressions: list[str]) -> str:
    return SHOW + "".join(f"show({e!r}, lambda: {e})\n" for e in expressions)


@cpython_311
@pytest.mark.parametrize("function", WITH_ONE)
def test_functions_of_one_number(vm: VM, function: str) -> None:
    check(vm, shown([f"math.{function.format(f'({x})')}" for x in INTEGERS + FLOATS]))


@cpython_311
def test_functions_of_integers(vm: VM) -> None:
    pairs = [(a, b) for a in INTEGERS for b in ("0", "1", "4", "-6", "2**65", "10**20")]
    expressions = [f"math.{f}({a}, {b})" for f in ("gcd", "lcm") for a, b in pairs]
    expressions += [
        "math.gcd()",
        "math.lcm()",
        "math.gcd(12, 18, 27)",
        "math.lcm(4, 6, 0)",
        "math.lcm(4, 6, 10)",
    ]
    expressions += [
        f"math.{f}({n}, {k})"
        for f in ("comb", "perm")
        for n in (0, 1, 5, 20, 100, "2**65", -1)
        for k in (0, 1, 3, 5, 7, -1)
    ]
    expressions += [
        "math.perm(5)",
        "math.perm(5, None)",
        "math.factorial(100)",
        "math.factorial(25)",
        "math.factorial(-1)",
        "math.factorial(1.5)",
        "math.factorial(2.0)",
        "math.comb(1.5, 1)",
    ]
    expressions += [
        f"math.isqrt({n})" for n in ("10**40", "10**40 - 1", "2**128 - 1", "-1", "99", "100")
    ]
    expressions += [
        "math.prod([])",
        "math.prod([1, 2, 3.5])",
        "math.prod(range(1, 30))",
        "math.dist((1, 2), (4, 6))",
        "math.dist([0, 0, 0], [1, 2, 2])",
        "math.dist((1,), (1, 2))",
        "math.hypot()",
        "math.hypot(3)",
        "math.hypot(3, 4)",
        "math.hypot(2, 3, 6)",
        "math.hypot(math.inf, math.nan)",
        "math.log(8, 2)",
        "math.log(10**400)",
        "math.log2(2**4000)",
        "math.log10(10**500)",
        "math.log(2, 10**400)",
        "math.log(0)",
        "math.log(-1)",
        "math.log(8, 1)",
        "math.sqrt(10**400)",
        "math.sqrt(-1)",
        "math.remainder(7, 4)",
        "math.remainder(-7, 4)",
        "math.remainder(1, 0)",
        "math.nextafter(1, 2)",
        "math.gamma(5)",
        "math.gamma(0)",
        "math.gamma(-1)",
        "round(math.lgamma(3), 12)",
        "math.cbrt(27)",
        "math.cbrt(-8)",
        "math.expm1(0)",
        "math.erf(0)",
        "math.erfc(0)",
        "math.tau",
        "math.pi",
        "math.e",
    ]
    check(vm, shown(expressions))


@cpython_311
def test_objects_that_are_numbers(vm: VM) -> None:
    check(
        vm,
        SHOW
        + """
class F:
    def __float__(self): return 2.25
class I:
    def __index__(self): return 9
class R:
    def __ceil__(self): return 'up'
    def __floor__(self): return 'down'
    def __trunc__(self): return 'cut'
    def __int__(self): return 5
functions = [math.sqrt, math.floor, math.ceil, math.trunc, math.isqrt, math.factorial]
for f in functions + [float, int, round, abs]:
    for c in (F, I, R):
        show(c.__name__, lambda: f(c()))
""",
    )


@cpython_311
@pytest.mark.parametrize("function", ["gamma", "lgamma"])
def test_gamma_has_all_digits(vm: VM, function: str) -> None:
    check(
        vm,
        f"""
        import math
        values = [i / 8 for i in range(-1700, 1500)] + [i * 1.37 - 180 for i in range(260)]
        values += [1e-21, -1e-21, 1e-310, 1e-15, 171.6, 171.7, 200.5, -200.5, -199.99]
        values += [1e300, -1e300, 1e16, math.inf, -math.inf, math.nan, 0.0, -0.0, -2.0000000001]
        for x in values:
            try:
                print(x, math.{function}(x))
            except (ValueError, OverflowError) as e:
                print(x, type(e).__name__, e)
        """,
    )


@pytest.mark.parametrize("kind", ["python", "pocketpy"])
def test_fsum_keeps_as_many_parts_as_there_are(kind: str) -> None:
    program = """
import math
powers = [2.0 ** k for k in range(1022, -1075, -1)]
print(math.fsum(powers) == 2.0 ** 1023)
bells = [math.exp(-(i / 50) ** 2 / 2) for i in range(-1900, 1900)]
print(math.fsum(bells))
print(math.fsum(powers + [-p for p in powers]))
"""
    with VM(limits=LIMITS, dialect=kind) as made:
        result = made.run(program)
    there = in_cpython(program)
    assert str(result.stdout) == there.output


@cpython_311
def test_distances_have_all_digits(vm: VM) -> None:
    check(
        vm,
        """
        import math, random
        r = random.Random(7)
        for _ in range(3000):
            n = r.choice([1, 2, 2, 2, 3, 3, 5, 10])
            xs = [r.uniform(-1, 1) * 10 ** r.choice([0, 0, 1, 5, -5, -300, -310, 300, 150])
                  for _ in range(n)]
            print(math.hypot(*xs), math.dist(xs, [x * r.random() for x in xs]))
        class Holds:
            isclose, hypot, prod = math.isclose, math.hypot, math.prod
        h = Holds()
        print(h.isclose(1, 1.0000000001), h.hypot(3, 4), h.prod([2, 3]))
        """,
    )


@cpython_311
def test_arguments_of_distances_and_products(vm: VM) -> None:
    points = ["", "0.0", "-3", "3, 4", "5e-324, 5e-324", "1e-320, 2e-320", "math.inf, math.nan"]
    points += ["math.nan, 1", "1e308, 1e308", "1.7e308, 1e308", "10**400, 1", "'a'", "True, False"]
    asked = [f"hypot({p})" for p in points]
    asked += [f"dist({p})" for p in ("(1, 2), (4, 6)", "[1, 2], (4, 6)", "iter([1, 2]), range(2)")]
    asked += [
        f"dist({p})"
        for p in ("(1,), (1, 2)", "5, 6", "(1,), ('a',)", "'ab', (1, 2)", "(), ()", "(1,)")
    ]
    asked += [
        f"isclose({a})" for a in ("", "1", "1, 2, 3", "1, 2, rel_tol=-1", "'a', 1", "a=1, b=1")
    ]
    asked += [f"prod({a})" for a in ("[1], [2]", "[1, 2], start=3", "['a', 2]", "5")]
    check(vm, shown([f"math.{a}" for a in asked]))
