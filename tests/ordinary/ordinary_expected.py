"""What CPython 3.11 does with the programs of programs/: the files that they are held against.

    python tests/ordinary/ordinary_expected.py [NAME...]            make them anew
    python tests/ordinary/ordinary_expected.py --check [NAME...]    say which differ, and exit by 1

NAME is a part of a program's path.  Beside ``NAME.py`` lie ``NAME.in``, its standard input, if it
has one; ``NAME.out``, what it prints; and ``NAME.error``, what CPython writes to standard error if
an exception ends the program: the traceback, in which the program is called main.py.

Each program is run twice, with two seeds of CPython's hashes, and must do the same: one that prints
a set of text in the order in which it lies would measure luck.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = Path(__file__).parent / "programs"
VERSION = (3, 11)
PATIENCE = 60.0
"""Seconds that a program may take; it needs a tenth of one."""


@dataclass(frozen=True)
class Expected:
    """How a program ends."""

    stdout: str
    error: str | None
    """The traceback, or ``None`` if no exception ends the program."""


def programs(names: Iterable[str] = ()) -> list[Path]:
    """The programs whose path has one of the names in it; all, if there are no names."""
    wanted = tuple(names)
    every = sorted(PROGRAMS.rglob("*.py"))
    return [each for each in every if not wanted or any(name in str(each) for name in wanted)]


def cpython() -> str | None:
    """The path of a CPython 3.11, or ``None`` if there is none here."""
    if sys.version_info[:2] == VERSION and sys.implementation.name == "cpython":
        return sys.executable
    return shutil.which("python{}.{}".format(*VERSION))


def given(program: Path) -> str:
    """The standard input of a program."""
    stdin = program.with_suffix(".in")
    return stdin.read_bytes().decode() if stdin.exists() else ""


def stored(program: Path) -> Expected:
    """What the files beside a program say."""
    error = program.with_suffix(".error")
    return Expected(
        program.with_suffix(".out").read_bytes().decode(),
        error.read_bytes().decode() if error.exists() else None,
    )


def store(program: Path, expected: Expected) -> None:
    """Write the files beside a program."""
    program.with_suffix(".out").write_bytes(expected.stdout.encode())
    error = program.with_suffix(".error")
    if expected.error is None:
        error.unlink(missing_ok=True)
    else:
        error.write_bytes(expected.error.encode())


def run_once(python: str, program: Path, seed: int) -> Expected:
    """Run a program as main.py in an empty folder.

    :raises subprocess.TimeoutExpired: it has not ended after ``PATIENCE`` seconds.
    """
    environment = {"PATH": os.defpath, "PYTHONHASHSEED": str(seed), "TZ": "UTC"}
    with tempfile.TemporaryDirectory() as folder:
        main = Path(folder, "main.py")
        main.write_bytes(program.read_bytes())
        command = [python, "-s", "-W", "ignore", "-X", "utf8", str(main)]
        done = subprocess.run(
            command,
            input=given(program).encode(),
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            cwd=folder,
            env=environment,
        )
    error = None
    if done.returncode:
        # sys.exit() is an exception that CPython does not show.
        error = done.stderr.decode().replace(f"{folder}{os.sep}", "")
        if not error.startswith(("Traceback ", "  File ", "  + Exception Group Traceback ")):
            error = f"SystemExit: {error.strip() or done.returncode}\n"
    return Expected(done.stdout.decode(), error)


def run(python: str, program: Path) -> Expected:
    """What CPython does with a program.

    :raises ValueError: it is not the same every time.
    """
    first, second = run_once(python, program, 1), run_once(python, program, 2)
    if first != second:
        raise ValueError(f"{program}: prints something else each time")
    return first


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options = parser.parse_args()
    python = cpython()
    if python is None:
        print("there is no python3.11 on PATH", file=sys.stderr)
        return 2

    def one(program: Path) -> bool:
        try:
            now = run(python, program)
        except (ValueError, subprocess.TimeoutExpired) as error:
            print(error, file=sys.stderr)
            return False
        is_stored = program.with_suffix(".out").exists()
        same = is_stored and stored(program) == now
        if not same:
            print(program.relative_to(PROGRAMS), *((now.error or "").splitlines()[-1:]))
            if not options.check:
                store(program, now)
        return same or not options.check

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return 0 if all(list(pool.map(one, programs(options.names)))) else 1


if __name__ == "__main__":
    sys.exit(main())
