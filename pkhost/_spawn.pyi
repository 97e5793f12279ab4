"""The extension module that starts the launcher, and sweeps up after one: csrc/spawn."""

from typing import final

@final
class Launched:
    """A running launcher, which ends with this object, and this side of its channels.

    All of those are non-blocking, and -1 once closed.
    """

    @property
    def pid(self) -> int:
        """-1 once it has been reaped."""
    @property
    def control(self) -> int: ...
    @property
    def stdin(self) -> int:
        """-1 from the start if the program reads a file of its own."""
    @property
    def stdout(self) -> int: ...
    @property
    def stderr(self) -> int:
        """-1 from the start with a terminal."""
    def close_control(self) -> None: ...
    def close_stdin(self) -> None: ...
    def close_stdout(self) -> None: ...
    def close_stderr(self) -> None: ...
    def reap(self) -> None:
        """Wait a moment for its exit; one that takes longer is reaped later."""
    def end(self) -> None:
        """End the run and close all.  Twice is once."""

def spawn(launcher: bytes, config: bytes, stdin: int, columns: int, rows: int, /) -> Launched: ...
def sweep(mark: int, patience: float, /) -> tuple[int, int]:
    """Kill what carries the mark, for so many seconds: how many ended, how many are left."""
