"""Complex numbers and cmath (csrc/library/cmath.py), against CPython."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from differential_helpers import Difference, Raised, differences, product
from pkhost import VM

SETUP = """
import cmath
def parts(z):
    return [z.real, z.imag]
"""
PARTS = [0.0, -0.0, 1.0, -1.0, 0.5, 3.0, -4.0, 1e300, 1e-300, math.inf, -math.inf, math.nan]
FINITE = [part for part in PARTS if math.isfinite(part)]
NUMBERS = product(PARTS, PARTS)
FUNCTIONS = [
    "sqrt", "exp", "log", "log10", "sin", "cos", "tan", "sinh", "cosh", "tanh", "asin", "acos",
    "atan", "asinh",
    "acosh", "atanh",
]  # fmt: skip


@pytest.mark.parametrize(
    "code",
    [
        "repr(complex(a, b))", "parts(-complex(a, b))", "parts(complex(a, b).conjugate())",
        "abs(complex(a, b))",
        "bool(complex(a, b))", "complex(a, b) == a", "a != a or hash(complex(a, 0.0)) == hash(a)",
        "cmath.phase(complex(a, b))",
        "list(cmath.polar(complex(a, b)))", "cmath.isnan(complex(a, b))",
        "cmath.isinf(complex(a, b))",
        "cmath.isfinite(complex(a, b))", "cmath.isclose(complex(a, b), complex(b, a))",
        "parts(a + b * 1j)",
        "cmath.isclose(complex(a, b), complex(b, a), abs_tol=2.0)",
        "parts(complex(complex(a, b), 2))",
        "parts(complex(1, complex(a, b)))",
    ],
)  # fmt: skip
def test_one_number(vm: VM, code: str) -> None:
    found = differences(vm, code, NUMBERS, setup=SETUP)
    if "phase" in code:  # CPython takes an underflow for an overflow
        found = [d for d in found if d.cpython != Raised("OverflowError")]
    assert [str(d) for d in found] == []


@pytest.mark.parametrize("operator", ["+", "-", "*", "/", "==", "!="])
def test_operators(vm: VM, operator: str) -> None:
    few = [0.0, -0.0, 1.5, -2.0, 1e200, math.inf, math.nan]
    shown = "{}" if operator[1:] == "=" else "parts({})"
    for code, cases in (
        (f"complex(a, b) {operator} complex(c, d)", product(few, few, few, few)),
        (f"complex(a, b) {operator} c", product(PARTS, PARTS, [0, 2, -3, 2.5])),
        (f"c {operator} complex(a, b)", product(PARTS, PARTS, [0, 2, -3, 2.5])),
    ):
        assert [str(d) for d in differences(vm, shown.format(code), cases, setup=SETUP)] == []


def near(d: Difference) -> bool:
    """Both are numbers, and differ in their last digits at most."""
    if not (isinstance(d.cpython, list) and isinstance(d.here, list)):
        return False
    size = math.hypot(*d.cpython)
    return all(
        math.isclose(a, b, rel_tol=1e-11, abs_tol=size * 1e-14)
        and (a != 0.0 or math.copysign(1.0, a) == math.copysign(1.0, b) or abs(b) > 0)
        for a, b in zip(d.cpython, d.here, strict=True)
    )


@pytest.mark.parametrize("function", FUNCTIONS)
def test_functions(vm: VM, function: str) -> None:
    edges = [0.0, -0.0, 1.0, -1.0, 0.5, 3.0, -4.0, 2.0, -2.0, 20.0, 1e-9, 1e10]
    found = differences(
        vm, f"parts(cmath.{function}(complex(a, b)))", product(edges, edges), setup=SETUP
    )
    assert [str(d) for d in found if not near(d)] == []
    found = differences(
        vm, f"parts(cmath.{function}(a))", product([1, -1, 0.25, "x", None]), setup=SETUP
    )
    assert [str(d) for d in found if not near(d)] == []


PART = st.floats(-50, 50)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(PART, PART), min_size=1, max_size=20))
def test_any_number(vm: VM, cases: list[tuple[float, float]]) -> None:
    for function in FUNCTIONS:
        code = f"parts(cmath.{function}(complex(a, b)))"
        found = differences(vm, code, cases, setup=SETUP)
        assert [str(d) for d in found if not near(d)] == []


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(PART, PART, st.floats(-4, 4), st.floats(-4, 4) | st.just(0.0)), max_size=20)
)
def test_any_power(vm: VM, cases: list[tuple[Any, ...]]) -> None:
    for code in ("parts(complex(a, b) ** complex(c, d))", "parts(complex(a, b) ** c)"):
        found = differences(vm, code, cases, setup=SETUP)
        assert [str(d) for d in found if not near(d)] == []


def test_whole_powers(vm: VM) -> None:
    cases = product([0.0, 1.0, -2.5], [0.0, 1.5, -1.0], [-3, -1, 0, 1, 2, 5, 10])
    assert differences(vm, "parts(complex(a, b) ** c)", cases, setup=SETUP) == []


def test_text(vm: VM) -> None:
    texts = [
        "1", "1j", "j", "-j", "+J", "1+2j", "1-2J", " (1+2j) ", "1e5+1e-5j", "-1e-5j", "inf+nanj",
        "nan-infj", "",
        "1 + 2j", "1+", "1j+2", "x", "(", "()", "1+2", "--1j", "1+-2j", "1_0+1j",
    ]  # fmt: skip
    assert differences(vm, "parts(complex(a))", product(texts), setup=SETUP) == []


@pytest.mark.parametrize(
    "code",
    [
        "complex(None)", "complex([], 1)", "complex(1, None)", "1j + 'a'", "cmath.log(0)",
        "cmath.log(1j, 0)",
        "1j / 0", "0j ** -1", "0j ** 1j", "parts(complex())", "parts(0j ** 0)",
        "parts(cmath.log(8, 2))",
        "cmath.isclose(1, 1, rel_tol=-1)", "cmath.atanh(1)", "abs(complex(1e308, 1e308))",
        "cmath.exp(1000)",
    ],
)  # fmt: skip
def test_the_rest(vm: VM, code: str) -> None:
    found = differences(vm, code, [(0,)], setup=SETUP)
    assert [str(d) for d in found if not near(d)] == []
