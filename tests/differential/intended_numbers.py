"""What of numbers and json differs from CPython on purpose, or until a later issue."""

from __future__ import annotations

from typing import Any

from differential_helpers import Difference, Intended, Raised

LEAST, MOST = -(2**63), 2**63 - 1


def beyond(value: Any) -> bool:
    """Whether a value of CPython's holds an integer of more than 64 bits."""
    if isinstance(value, int):
        return not LEAST <= value <= MOST
    if isinstance(value, (list, tuple)):
        return any(beyond(item) for item in value)
    return False


def wrapped(value: Any) -> Any:
    """The value with each integer cut to 64 bits."""
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return (value - LEAST) % 2**64 + LEAST
    if isinstance(value, (list, tuple)):
        return type(value)(wrapped(item) for item in value)
    return value


def wraps_around(d: Difference) -> bool:
    """The operator's result is CPython's, cut to 64 bits."""
    return beyond(d.cpython) and bool(d.here == wrapped(d.cpython))


def is_too_large(d: Difference) -> bool:
    """CPython has a larger integer where there is an error here."""
    return beyond(d.cpython) and isinstance(d.here, Raised)


def has_bool(d: Difference) -> bool:
    return any(isinstance(argument, bool) for argument in d.arguments)


OPERATORS = (
    "a + b",
    "a - b",
    "a * b",
    "a // b",
    "a ** b",
    "a << b",
    "divmod(a, b)",
    "-a",
    "abs(a)",
    "sum([a, b])",
)

INTENDED = [
    Intended("whole numbers have 64 bits, and operators wrap around", OPERATORS, wraps_around),
    Intended(
        "a float, a text or a function makes no integer beyond 64 bits",
        (
            "int(a)",
            "round(a)",
            "round(a, None)",
            "round(a, b)",
            "math.floor(a)",
            "math.ceil(a)",
            "math.trunc(a)",
            "math.gcd(a)",
            "math.gcd(a, b)",
            "math.factorial(a)",
            "json.loads(a)",
            "int(a, b)",
        ),
        is_too_large,
    ),
    Intended(
        "a power that is complex is an error",
        ("a ** b",),
        lambda d: isinstance(d.cpython, complex) and d.here == Raised("ValueError"),
    ),
    Intended(
        "a power of 2**63 and more comes of a float where CPython has too large an integer",
        ("a ** b",),
        lambda d: isinstance(d.cpython, Raised) and d.cpython.type in ("OverflowError",),
    ),
    Intended(
        "numbers have no identity, so a NaN is not found by being the same object",
        ("a in {b: 1}", "[a].count(b)", "(a,) == (b,)"),
        lambda d: d.arguments[0] != d.arguments[0],
    ),
    Intended(
        "what an operator says that a type has not comes with the compiler",
        ("~a",),
        lambda d: (d.cpython, d.here) == (Raised("TypeError"), Raised("AttributeError")),
    ),
    Intended("bool is a type of its own, no int", (), has_bool),
]
