"""Ordinary programs do the same with and without pkhost, unless PocketPy's answer is wrong.

Each file of script_corpus/ordinary runs in the stock library, in a process that has nothing of
pkhost in it, in CPython, and in pkhost.  Each line that is printed must be the stock library's or
CPython's, byte for byte, and so must the exception that ends the program, if one does.  Adding a
case is adding a file.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pkhost

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "bare"))
from stock import StockLibrary, StockResult  # noqa: E402

SCRIPTS = sorted((HERE / "script_corpus" / "ordinary").glob("*.py"))
# Limits far from what an ordinary program needs, so that none of them shows.
LIMITS = pkhost.Limits(steps=100_000_000, memory="64MiB", wall_time=60, cpu_time=60)


@pytest.fixture(scope="module")
def stock() -> StockLibrary:
    return StockLibrary()


@pytest.fixture(scope="module")
def stock_results() -> dict[Path, StockResult]:
    return {}


@pytest.fixture(scope="module", params=["metered", "unmetered"])
def vm(request: pytest.FixtureRequest) -> Iterator[pkhost.VM]:
    """One VM for all programs, reset between them; with steps counted, and without."""
    steps = None if request.param == "unmetered" else LIMITS.steps
    with pkhost.VM(limits=LIMITS.replace(steps=steps)) as vm:
        yield vm


def in_cpython(script: Path) -> tuple[list[bytes], tuple[str, str] | None]:
    """The lines that CPython prints, until it comes to what it has not; and what ended it."""
    command = [sys.executable, "-I", "-W", "ignore", "-X", "utf8", str(script)]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    last = (done.stderr.decode().strip().splitlines() or [""])[-1]
    said = re.match(r"(\w+)(?:: (.*))?$", last)
    return done.stdout.split(b"\n"), (said[1], said[2] or "") if said else None


def test_there_are_programs() -> None:
    assert len(SCRIPTS) >= 60


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_prints_and_ends_the_same(
    script: Path, vm: pkhost.VM, stock: StockLibrary, stock_results: dict[Path, StockResult]
) -> None:
    if script not in stock_results:
        stock_results[script] = stock.run(script)
    expected = stock_results[script]
    vm.reset()
    result = vm.run(script.read_text(encoding="utf-8"), filename="main.py")
    assert not result.restored
    printed, stock_printed = result.stdout.encode().split(b"\n"), expected.stdout.split(b"\n")
    error = (result.error.type, result.error.message) if result.error else None
    if printed != stock_printed or error != expected.error:
        lines, ended = in_cpython(script)
        assert len(printed) == len(stock_printed)
        for i, line in enumerate(printed):
            assert line in (stock_printed[i], *lines[i : i + 1])
        if error is not None and error[0] == "SyntaxError":  # said in words of our own
            assert expected.error is not None and expected.error[0] == "SyntaxError"
        else:
            assert error in (expected.error, ended)
    if expected.error is None:
        assert result.status is pkhost.Status.OK, result
        assert result.error is None
    else:
        assert result.status is pkhost.Status.ERROR, result


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_is_worth_comparing(
    script: Path, stock: StockLibrary, stock_results: dict[Path, StockResult]
) -> None:
    """A program named ex_* ends in an exception and any other does not, and each prints."""
    if script not in stock_results:
        stock_results[script] = stock.run(script)
    result = stock_results[script]
    assert (result.error is not None) == script.stem.startswith("ex_"), result.error
    assert result.stdout or script.stem == "ex_syntax_error"
