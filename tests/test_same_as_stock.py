"""PocketPy's own semantics stay untouched: ordinary programs do the same with and without pkhost.

Each file of scripts/ordinary runs in the stock library, in a process that has nothing of pkhost
in it, and in pkhost.  Each line that is printed must be the same byte for byte, and so must the
exception that ends the program, if one does; or else they must be CPython's, where the library is
wrong and pkhost puts it right.  Adding a case is adding a file.
"""

from __future__ import annotations

import functools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import pkhost

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "bare"))
from stock import StockLibrary, StockResult  # noqa: E402

SCRIPTS = sorted((HERE / "scripts" / "ordinary").glob("*.py"))
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


@functools.cache
def in_cpython(script: Path) -> tuple[list[bytes], str]:
    """The lines that a program prints in this CPython, and the last of its traceback."""
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", "-X", "utf8", script],
        capture_output=True,
        timeout=60,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return done.stdout.splitlines(), said[-1] if said else ""


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
    printed, stocks = result.stdout.encode().splitlines(), expected.stdout.splitlines()
    if printed != stocks:
        right, _ = in_cpython(script)
        assert len(printed) == len(stocks) == len(right)
        for line, of_stock, of_cpython in zip(printed, stocks, right, strict=True):
            assert line in (of_stock, of_cpython)
    assert not result.restored
    if expected.error is None:
        assert result.status is pkhost.Status.OK, result
        assert result.error is None
    else:
        assert result.status is pkhost.Status.ERROR, result
        assert result.error is not None
        if (result.error.type, result.error.message) != expected.error:
            name, message = result.error.type, result.error.message
            _, ended = in_cpython(script)
            if name == "SyntaxError":  # what it says is pkhost's own
                assert ended.startswith("SyntaxError: ")
            else:
                assert ended == f"{name}: {message}"


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
