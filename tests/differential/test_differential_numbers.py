"""Numbers: every operator and function that PocketPy has, over edge values, against CPython."""

from __future__ import annotations

from differential_helpers import differences, product
from pkhost import VM

FLOATS = [0.0, -0.0, 1.0, -1.5, 2.5, 1e300, -1e300, 1e-300, float("inf"), float("nan")]


def test_floats_are_compared(vm: VM) -> None:
    for operator in ("<", "<=", "==", "!=", ">", ">="):
        assert differences(vm, f"a {operator} b", product(FLOATS, FLOATS)) == []


def test_a_difference_is_seen(vm: VM) -> None:
    (found,) = differences(vm, "type(a) is type(b) or a == b", [(True, 1)])
    assert (found.cpython, found.here) == (True, False)
