"""Ordinary Python programs do in pkhost what they do in CPython 3.11, in both homes.

The programs are ours, in programs/, with CPython's answers beside them (ordinary_expected.py makes
and checks those).  Adding a case is adding a file and its answer.  Those that do not do the same
yet are on the list open.toml, which only shrinks.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ordinary_expected import PROGRAMS, cpython, programs, run_once, stored
from ordinary_running import compare, difference, first_line, name_of, run, still_open
from pkhost import Limits, run_script

EVERY = {name_of(program): program for program in programs()}
OPEN = still_open()
LEAST_PROGRAMS = 300
SAMPLE = 12
"""Of so many programs, one is run by CPython anew in each test run."""


@pytest.mark.parametrize("name", EVERY)
def test_does_what_cpython_does(name: str) -> None:
    different = difference(EVERY[name])
    if name in OPEN:
        assert different is not None, f"{name} passes: take it off with `scripts/ordinary --shrink`"
        pytest.xfail(OPEN[name])
    assert different is None, f"{different.what}\n{different.details}"


def test_the_list_names_programs() -> None:
    assert set(OPEN) <= set(EVERY)
    assert all(OPEN.values())


def test_every_program_has_an_answer() -> None:
    assert len(EVERY) >= LEAST_PROGRAMS
    for name, program in EVERY.items():
        expected = stored(program)
        assert expected.stdout or expected.error, name
    answers = {path.with_suffix(".py") for path in PROGRAMS.rglob("*.*")}
    assert answers == set(EVERY.values())


@pytest.mark.skipif(cpython() is None, reason="there is no CPython 3.11 to ask")
@pytest.mark.home("thread", reason="pkhost runs nothing in it")
@pytest.mark.parametrize("name", list(EVERY)[::SAMPLE])
def test_the_answers_are_those_of_cpython(name: str) -> None:
    python = cpython()
    assert python is not None
    assert run_once(python, EVERY[name], seed=1) == stored(EVERY[name])


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("print(1)\nprint(2, 3)", "line 2"),
        ("print(1)", "line 2 is missing"),
        ("print(1)\nprint(2)\nprint()", "more than expected"),
        ("print(1)\nprint(2)\n1 / 0", "ZeroDivisionError: division by zero"),
        ("while True: pass", "ended by its limit"),
    ],
)
def test_what_differs_is_found(source: str, what: str, tmp_path: Path) -> None:
    """The comparison itself: a program that prints 1 and 2 is expected."""
    program = tmp_path / "main.py"
    program.write_text("print(1)\nprint(2)\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program)], capture_output=True, check=True, timeout=60
    )
    program.with_suffix(".out").write_bytes(done.stdout)
    expected = stored(program)
    assert compare("some/program", expected, run(program)) is None
    result = run_script(source, limits=Limits(steps=100_000))
    different = compare("some/program", expected, result)
    assert different is not None
    assert different.what.startswith(what)


def test_exceptions_are_compared(tmp_path: Path) -> None:
    program = tmp_path / "main.py"
    program.write_text("print(1)\n{}['k']\n", encoding="utf-8")
    program.with_suffix(".out").write_text("1\n")
    trace = 'Traceback (most recent call last):\n  File "main.py", line 2, in <module>\n'
    program.with_suffix(".error").write_text(f"{trace}    {{}}['k']\nKeyError: 'k'\n")
    expected = stored(program)
    assert compare("some/program", expected, run(program)) is None
    for source, what in [
        ("print(1)", "no exception, but KeyError: 'k'"),
        ("print(1)\n{}['other']", "KeyError: 'other'"),
        ("print(1)\n[][0]", "IndexError: "),
    ]:
        different = compare("some/program", expected, run_script(source))
        assert different is not None
        assert different.what.startswith(what)


def test_the_first_difference_is_told() -> None:
    assert first_line("a\nb\n", "a\nc\n") == "line 2: 'c', not 'b'"
    assert first_line("a\n", "a\nb\n") == "more than expected: 'b'"
    assert first_line("a\nb", "a\nb\n") == "more than expected: 'an end of line'"
