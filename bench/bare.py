"""The stock PocketPy library without pkhost: a process that runs scripts and measures itself."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import TracebackType

from building import places
from building.compile import toolchain
from building.pocketpy import locate

__all__ = ["Bare"]

SOURCE = Path(__file__).with_name("bare.c")


def _driver() -> Path:
    """Compile the driver, if that has not been done, against the library that pkhost embeds."""
    with places.only_build() as folder:
        found = locate.find(folder)
        work = folder / "bench"
        flags = [*toolchain.FLAGS, *toolchain.WARNINGS, "-isystem", str(found.include_dir)]
        sources = toolchain.Sources(SOURCE.parent, work, flags, [SOURCE])
        linking = [*toolchain.LINKING, f"-Wl,-rpath,{found.library.parent}"]
        driver = toolchain.NativeFile(work / "bare", [sources], linking, [found.library])
        return toolchain.make([driver])[0]


class Bare:
    """A process with the stock library in it, to be used in a ``with`` statement."""

    def __init__(self) -> None:
        self._process = subprocess.Popen([_driver()], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(self, script: Path) -> tuple[float, str]:
        """Run a script in a fresh VM: its seconds of processor time, and what it printed.

        Raises ``RuntimeError`` if the script fails.
        """
        commands, answers = self._process.stdin, self._process.stdout
        assert commands is not None and answers is not None
        commands.write(f"{script}\n".encode())
        commands.flush()
        head = answers.readline().split()
        if len(head) != 3:
            raise RuntimeError(f"{script.name} took the stock library down")
        nanoseconds, ok, size = map(int, head)
        printed = answers.read(size).decode()
        if not ok:
            raise RuntimeError(f"{script.name} failed in the stock library; see above")
        return nanoseconds / 1e9, printed

    def __enter__(self) -> Bare:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()
