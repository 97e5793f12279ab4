"""Runs scripts in the stock PocketPy library, each in a process of its own: the yardstick."""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from building import places
from building.compile import toolchain
from building.pocketpy import locate

SOURCE = Path(__file__).with_name("stock.c")


@dataclass(frozen=True)
class StockResult:
    """What a script did in the stock library."""

    stdout: bytes
    error: tuple[str, str] | None
    """The class and message of the uncaught exception; ``None`` if there was none."""


class StockLibrary:
    """The stock library behind a small driver in C, compiled when this object is made."""

    def __init__(self) -> None:
        with places.only_build() as folder:
            found = locate.find(folder)
            self._driver = folder / "stock"
            command = [
                *toolchain.compiler(),
                *("-std=c11", "-O1", "-Wall", "-Wextra", "-Werror"),
                *("-isystem", str(found.include_dir), str(SOURCE), str(found.library)),
                *(f"-Wl,-rpath,{found.library.parent}", "-o", str(self._driver)),
            ]
            subprocess.run(command, check=True)

    def run(self, script: Path, timeout: float = 60) -> StockResult:
        """Run a file; ``RuntimeError`` if the process died instead of ending.

        ``timeout`` is seconds after which a script that never ends is an error here as well.
        """
        with tempfile.TemporaryDirectory() as folder:
            outcome = Path(folder) / "outcome"
            process = subprocess.run(
                [self._driver, script, outcome],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=timeout,
                cwd=folder,
                check=False,
            )
            if not outcome.exists():
                raise RuntimeError(
                    f"{script.name} took the stock library down (exit code "
                    f"{process.returncode}): {process.stderr.decode(errors='replace')}"
                )
            text = outcome.read_bytes().decode(errors="replace")
        if not text:
            return StockResult(process.stdout, None)
        type_name, _, message = text.partition("\0")
        return StockResult(process.stdout, (type_name, message))
