"""``check()``: what is wrong with a script, as data, without running it."""

from __future__ import annotations

from typing import Any

import pytest

from pkhost import Finding, LimitExceeded, Limits, check


def found(source: str | bytes, **options: Any) -> list[tuple[str, int, int, str | None]]:
    """Kind, place and name of each finding."""
    return [(each.kind, each.line, each.column, each.name) for each in check(source, **options)]


def test_nothing() -> None:
    assert found("import re\n\ndef f(x):\n    return re.sub(x, *[y for y in x])\n\nf(1)") == []


@pytest.mark.parametrize(
    ("source", "place", "message"),
    [
        ("x = (1,\n", (1, 5, 1, 6), "'(' was never closed"),
        ("if x\n  y\n", (1, 5, 1, 5), "expected ':'"),
        ("été = 1 +* 2", (1, 10, 1, 11), "invalid syntax"),
        (
            "if 1:\n\tx\n        y",
            (3, 1, 3, 1),
            "inconsistent use of tabs and spaces in indentation",
        ),
        ("return 1", (1, 1, 1, 9), "'return' outside function"),
        ("def f(a, a): pass", (1, 10, 1, 11), "duplicate argument 'a' in function definition"),
    ],
)
def test_an_error_of_any_stage(source: str, place: tuple[int, ...], message: str) -> None:
    (error,) = check(source)
    assert (error.kind, error.message, error.name) == ("syntax-error", message, None)
    assert (error.line, error.column, error.end_line, error.end_column) == place
    assert error.is_error


@pytest.mark.parametrize(
    ("source", "findings"),
    [
        ("print(total)", [("undefined-name", 1, 7, "total")]),
        ("é = ü", [("undefined-name", 1, 5, "ü")]),
        ("def f():\n [q for x in 'ab']", [("undefined-name", 2, 3, "q")]),
        ("def f():\n global g\n g = 1\nprint(g, __name__)", []),
        ("from math import *\nprint(tau)", []),
        ("class A:\n    x = 1\n    y = x\n    print(__qualname__)", []),
        ("import re, json as j", [("unused-import", 1, 8, "re"), ("unused-import", 1, 12, "j")]),
        ("from __future__ import annotations", []),
        ("import re\n__all__ = ['re']", []),
        ("def f():\n x = y = 2\n return [y for _ in 'ab']", [("unused-variable", 2, 2, "x")]),
        ("def f():\n    x = 1\n    return locals()", []),
        ("def f(a, *b, **c):\n    for x in a: pass\n    (y, z) = a", []),
        ("def f():\n    return 1\n    f()", [("unreachable-code", 3, 5, None)]),
        ("while True:\n    pass\nprint()", [("unreachable-code", 3, 1, None)]),
        ("while True:\n    break\nprint()", []),
        ("import socket.x\nsocket", [("missing-module", 1, 8, "socket.x")]),
        ("import collections.abc, os.path\ncollections, os", []),
    ],
)  # fmt: skip
def test_warnings(source: str, findings: list[tuple[str, int, int, str | None]]) -> None:
    assert found(source) == findings


def test_a_missing_module_names_what_there_is_instead() -> None:
    (finding,) = check("import socket\nsocket")
    assert finding.message.startswith("there is no module 'socket'; ")
    assert not finding.is_error


def test_modules_of_the_host() -> None:
    source = "import game.map\ngame"
    assert [each[0] for each in found(source)] == ["missing-module"]
    assert found(source, modules=["game"]) == []
    with pytest.raises(TypeError, match="expected names"):
        check(source, modules="game")


def test_nothing_is_run() -> None:
    assert found("while 1 < 2: pass", limits=Limits(steps=1)) == []


def test_as_dict() -> None:
    (finding,) = check("x")
    assert Finding(**finding.as_dict()) == finding


@pytest.mark.parametrize("source", ["\ud800", "x\0", b"x = '\xff'"])
def test_what_is_no_source(source: str | bytes) -> None:
    assert [each[:2] for each in found(source)] == [("syntax-error", 1)]


def test_a_hostile_source_meets_the_limits() -> None:
    with pytest.raises(LimitExceeded):
        found("x=[" + "1," * 500_000 + "]", limits=Limits(memory=4 << 20))
    assert found("(" * 100_000)[0][0] == "syntax-error"
