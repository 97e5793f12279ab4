"""Random programs do in pkhost what they do in CPython 3.11: the same output, the same exception.

The programs are those of a few seeds, the same in every run; ``scripts/fuzz-programs`` goes on with
others for as long as it is told.  A failure shows a reduced program.
"""

from __future__ import annotations

import ast
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fuzz_cpython import CPython, Outcome, in_pkhost
from fuzz_grammar import program
from fuzz_reduction import reduced

try:
    import tomllib
except ImportError:  # Python 3.10
    from pip._vendor import tomli as tomllib

SEEDS = range(60)
OPEN: dict[str, str] = tomllib.loads(
    Path(__file__).with_name("open.toml").read_text(encoding="utf-8")
)
"""The seeds whose programs do not do the same yet, and why; the list only shrinks."""
SECONDS = float(os.environ.get("PKHOST_FUZZ_SECONDS", "0"))
FIRST_SEED = int(os.environ.get("PKHOST_FUZZ_SEED", "1000000"))
MOST_CUT = 0.1
"""How many of the programs may be ended by a limit, which says nothing."""


@pytest.fixture(scope="module")
def cpython() -> Iterator[CPython]:
    try:
        kept = CPython()
    except FileNotFoundError as error:
        pytest.skip(str(error))
    with kept:
        yield kept


def same(one: Outcome, other: Outcome) -> bool:
    """Whether two outcomes agree, or one of them says nothing."""
    return one.is_cut or other.is_cut or (one.stdout == other.stdout and one.error == other.error)


def explained(cpython: CPython, seed: int) -> str:
    """A reduced program of a seed that fails, and what it does in both."""

    def differs(source: str) -> bool:
        return not same(cpython.run(source), in_pkhost(source))

    small = reduced(program(seed), differs)
    expected, got = cpython.run(small), in_pkhost(small)
    done = [f"{each.stdout}{each.error} {each.message}" for each in (expected, got)]
    return f"seed {seed}:\n{small}\n--- CPython\n{done[0]}\n--- pkhost\n{done[1]}"


@pytest.mark.parametrize("seed", SEEDS)
def test_random_programs_do_the_same(cpython: CPython, seed: int) -> None:
    source = program(seed)
    is_same = same(cpython.run(source), in_pkhost(source))
    if str(seed) in OPEN:
        assert not is_same, f"seed {seed} does the same: take it off tests/fuzz/open.toml"
        pytest.xfail(OPEN[str(seed)])
    if not is_same:
        pytest.fail(explained(cpython, seed))


@pytest.mark.skipif(not SECONDS, reason="scripts/fuzz-programs says for how long")
def test_many_random_programs_do_the_same(cpython: CPython) -> None:
    end, seed, failed = time.monotonic() + SECONDS, FIRST_SEED, []
    while time.monotonic() < end:
        source = program(seed)
        if not same(cpython.run(source), in_pkhost(source)):
            failed.append(explained(cpython, seed))
            print(failed[-1], flush=True)
        seed += 1
    print(f"{seed - FIRST_SEED} programs, {len(failed)} differ")
    assert not failed


def test_most_programs_say_something(cpython: CPython) -> None:
    outcomes = [cpython.run(program(seed)) for seed in SEEDS]
    assert sum(each.is_cut for each in outcomes) <= MOST_CUT * len(outcomes)
    assert sum(len(each.stdout.splitlines()) for each in outcomes) > 10 * len(outcomes)
    assert not any(each.error == "SyntaxError" for each in outcomes)


def test_a_seed_makes_one_program() -> None:
    assert program(5) == program(5) != program(6)


def test_programs_use_the_language() -> None:
    used = {type(node).__name__ for seed in SEEDS for node in ast.walk(ast.parse(program(seed)))}
    assert used >= {
        "AugAssign", "Break", "Call", "ClassDef", "Continue", "Delete", "DictComp", "For",
        "GeneratorExp", "Global", "If", "JoinedStr", "Lambda", "ListComp", "Match", "NamedExpr",
        "Nonlocal", "Raise", "Return", "Starred", "Slice", "Try", "While", "With", "Yield",
        "YieldFrom", "AnnAssign", "Assert", "IfExp", "Compare", "SetComp",
    }  # fmt: skip


def test_a_difference_is_reduced() -> None:
    source = program(1) + "for i in range(3):\n    print('needle', i)\n"
    small = reduced(source, lambda text: "needle" in text)
    assert len(small.splitlines()) <= 2
    assert "needle" in small
