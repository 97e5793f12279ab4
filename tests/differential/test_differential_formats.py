"""Format specifications: str.format and f-strings, against CPython."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from differential_helpers import Intended, Raised, differences, unintended
from pkhost import VM

INTS = [0, 1, -1, 255, -1234567, 2**63 - 1, -(2**63)]
FLOATS = [0.0, -0.0, 0.5, -2.5, 1234567.0, 1e15, 1e22, 1e-5, 3.14159, 1e300, -1e-300,
          float("inf"), float("-inf"), float("nan")]  # fmt: skip
TEXTS = ["", "a", "é€", "\0x", "a" * 9]
VALUES = [*INTS, *FLOATS, *TEXTS, True, False]

SPECS = [
    "".join(parts)
    for parts in itertools.product(
        ("", "<", ">", "^", "=", "*^", "é>", "0<"), ("", "+", " "), ("", "0"), ("", "7", "12"),
        ("", ",", "_"), ("", ".0", ".3"), ("", "d", "f", "e", "g", "%", "x", "s"),
    )
][::11]  # fmt: skip
ODD = ["#x", "#o", "#b", "#010x", "#X", "c", "5c", "n", "E", "G", ".20f", ".1200f", ".0e", ".17g",
       "_b", "_x", ",x", "z", "..", ".", "5.", "abc", "😀^5", "99999999999", "é", "#", "#g", "#.0f",
       "#.0e", "012,", "012_b", "+#012x", "<<5", "==9",
       "\0>5", ".3s", "05s", "+s", "#s"]  # fmt: skip

INTENDED = [
    Intended("z came with Python 3.11", (), lambda d: d.arguments[0] == "z"),
    Intended(
        "CPython asks for the memory and raises MemoryError; a width has to fit an int here",
        (),
        lambda d: d.here == Raised("ValueError") and d.arguments[0] == "99999999999",
    ),
]  # fmt: skip

CODE = "('{:' + a + '}').format(b)"


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_specifications(vm: VM, value: object) -> None:
    cases = [(spec, value) for spec in [*SPECS, *ODD]]
    assert unintended(differences(vm, CODE, cases), INTENDED) == []


SPEC = st.from_regex(r"([é*0]?[<>=^])?[-+ ]?#?0?([1-9][0-9]?)?[,_]?(\.[0-9])?[bcdeEfFgGnosxX%]?",
                     fullmatch=True)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(SPEC, st.integers(-(2**63), 2**63 - 1) | st.text(max_size=4)
                          | st.floats(allow_nan=False)), max_size=60))  # fmt: skip
def test_any_specification(vm: VM, cases: list[tuple[str, object]]) -> None:
    cases = [(s, v) for s, v in cases if not (isinstance(v, str) and not v.isprintable())]
    assert unintended(differences(vm, CODE, cases), INTENDED) == []


def test_what_has_no_formats(vm: VM) -> None:
    cases = [(spec, value) for spec in ("5", ">5", "") for value in ([1], (1,), None, {"a": 1})]
    assert unintended(differences(vm, CODE, cases), []) == []
