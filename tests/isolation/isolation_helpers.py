"""What the tests of isolation share: programs in C, compiled for a test."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from pathlib import Path
from typing import TypeVar

import pkhost
from building.compile import toolchain

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
CSRC = ROOT / "csrc"
HERE = Path(__file__).resolve().parent

LANE = (CSRC / "channel" / "lane.c", CSRC / "engine" / "base" / "futex.c")
"""What either side of a lane is compiled of."""

FUZZ_SEED = int(os.environ.get("PKHOST_FUZZ_SEED", "0"))
"""Where random cases begin: another place each time that scripts/fuzz runs."""

FUZZ_SECONDS = float(os.environ.get("PKHOST_FUZZ_SECONDS", "0"))
"""How long each test of random cases goes on; 0: through a fixed number of cases."""

SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g")


def compiled(target: Path, sources: Sequence[Path], *options: str) -> Path:
    """Compile C sources, which may include what is in csrc/, into the executable ``target``."""
    command = [
        *toolchain.compiler(),
        *("-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread"),
        *(f"-I{CSRC}", f"-I{CSRC / 'engine'}"),
        *options,
        *map(str, sources),
        *("-o", str(target)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def environment() -> dict[str, str]:
    """The environment of a program that has its own sanitizers: nothing is preloaded."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("LD_PRELOAD", "ASAN_OPTIONS", "UBSAN_OPTIONS")
    }


def python_environment() -> dict[str, str]:
    """The environment of a Python that finds the pkhost under test, which need not be near here."""
    package = str(Path(pkhost.__file__).resolve().parents[1])
    kept = os.environ.get("PYTHONPATH")
    folders = (package, str(ROOT), str(HERE.parent), *([kept] if kept else []))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(folders)}


def cases(count: int) -> Iterator[int]:
    """The numbers of random cases: so many, or as many as there is time for."""
    end = time.monotonic() + FUZZ_SECONDS
    for number in itertools.count(FUZZ_SEED):
        if number - FUZZ_SEED >= count and time.monotonic() >= end:
            return
        yield number


def each_case(
    pool: Executor, call: Callable[[int], T], count: int, at_once: int = 64
) -> Iterator[T]:
    """Call a function for each case, in a pool's threads, but not for all cases at once."""
    numbers = cases(count)
    while some := list(itertools.islice(numbers, at_once)):
        yield from pool.map(call, some)


_HOST = """
from pkhost import VM, EngineError, Limits, Status, VMPool, run_script
from pkhost.engine import isolation

isolation.DEFAULT_ISOLATION = "process"
FREE = Limits(steps=None, wall_time=None, cpu_time=None)
"""


def host(code: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a host of isolated scripts in a Python of its own, with pkhost's names at hand."""
    return subprocess.run(
        [sys.executable, *options, "-c", _HOST + code],
        capture_output=True,
        text=True,
        timeout=120,
        env=python_environment(),
        check=False,
    )


def host_ends_well(code: str, *options: str) -> None:
    """The same, of one that gets to its end, and says nothing before."""
    done = host(code + "\nprint('well')", *options)
    assert (done.returncode, done.stdout, done.stderr) == (0, "well\n", ""), (
        f"{done.returncode}: {done.stdout}{done.stderr}"
    )
