"""What CPython says of arguments that a function in C does not take."""

from __future__ import annotations

import pytest

from pkhost import run_script


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("'a'.split(1, 2, 3)", "split() takes at most 2 arguments (3 given)"),
        ("'a'.split(1, 2, sep=3)", "split() takes at most 2 arguments (3 given)"),
        ("'a'.split(1, 2, maxsplit=3, x=4)", "split() takes at most 2 arguments (4 given)"),
        ("'a'.split(',', sep=1)", "argument for split() given by name ('sep') and position (1)"),
        ("'a'.split(x=1)", "'x' is an invalid keyword argument for split()"),
        ("property(1, 2, 3, 4, 5)", "property() takes at most 4 arguments (5 given)"),
        ("property(1, 2, 3, 4, 5, x=1)", "property() takes at most 4 arguments (6 given)"),
        ("property(1, fget=1)", "argument for property() given by name ('fget') and position (1)"),
        ("property(cls=1)", "'cls' is an invalid keyword argument for property()"),
        ("property().__init__(self=1)", "'self' is an invalid keyword argument for property()"),
    ],
)
def test_arguments_that_are_too_many_or_have_no_place(call: str, said: str) -> None:
    error = run_script(call).error
    assert error is not None
    assert (error.type, error.message) == ("TypeError", said)
