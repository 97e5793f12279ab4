"""Runs all tests in parts, several at a time: `scripts/test` does, without arguments.

A part is a folder below tests/, or the test files that are in none; each has a pytest of its own.
The longest begin first, and whenever one has ended, another begins, so that all end at about the
same time.  There is one more at a time than there are processors, since many tests wait: for
programs, other processes, and limits on time.

What a part prints is shown when it has ended, whole.  The exit status is 0 if that of every part
is; Ctrl-C ends all.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
AT_A_TIME = len(os.sched_getaffinity(0)) + 1
GRACE = 5.0
"""Seconds in which those that are interrupted should end by themselves, before they are told."""
PATIENCE = 60.0
"""Seconds in which they should end then, before they are killed."""

OTHERS = "the corpus and others"
"""The test files that are in no folder."""

LONGEST = ("build", "engine", "interrupts", OTHERS, "isolation", "programs", "scripting", "cli")
"""The parts that take longest, in that order; the others come after them."""


@dataclass
class Part:
    """Some tests, which one process runs."""

    name: str
    paths: list[Path]
    process: subprocess.Popen[bytes] | None = None
    output: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    begun: float = 0.0

    def begin(self) -> None:
        self.begun = time.monotonic()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pytest", *map(str, self.paths)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
        )

    def show(self) -> None:
        self.output.seek(0)
        sys.stdout.buffer.write(self.output.read())
        sys.stdout.flush()


def parts() -> list[Part]:
    """All of them, those first that are to begin first."""
    found = {OTHERS: Part(OTHERS, sorted(TESTS.glob("test_*.py")))}
    for folder in sorted(TESTS.iterdir()):
        if any(folder.glob("test_*.py")):
            found[folder.name] = Part(folder.name, [folder])
    return [*(found.pop(name) for name in LONGEST), *found.values()]


def say(text: str) -> None:
    print(f"pkhost: {text}", file=sys.stderr, flush=True)


def run(waiting: list[Part]) -> list[str]:
    """Run all; return the names of those that failed."""
    running: dict[int, Part] = {}
    failed = []
    try:
        while waiting or running:
            while waiting and len(running) < AT_A_TIME:
                part = waiting.pop(0)
                part.begin()
                assert part.process is not None
                running[part.process.pid] = part
            process, status = os.wait()
            part = running.pop(process)
            assert part.process is not None
            part.process.returncode = os.waitstatus_to_exitcode(status)
            part.show()
            minutes, seconds = divmod(int(time.monotonic() - part.begun), 60)
            is_well = part.process.returncode == 0
            how = "passed" if is_well else f"failed (exit status {part.process.returncode})"
            say(f"{part.name} {how}, in {minutes}:{seconds:02} min; {len(waiting)} parts wait")
            failed += [] if is_well else [part.name]
    except KeyboardInterrupt:
        end(list(running.values()))
        raise
    return failed


def end(running: list[Part]) -> None:
    """Let parts end as by Ctrl-C, which they have heard themselves if it came from a terminal."""
    processes = [part.process for part in running if part.process]
    for number, seconds in ((None, GRACE), (signal.SIGINT, PATIENCE), (signal.SIGKILL, PATIENCE)):
        until = time.monotonic() + seconds
        for process in processes:
            if number is not None and process.poll() is None:
                process.send_signal(number)
        for process in processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(max(0.0, until - time.monotonic()))
    for part in running:
        part.show()


def main() -> int:
    # Whoever asks to end, and a shell that started this in the background, which ignores Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        failed = run(parts())
    except KeyboardInterrupt:
        say("interrupted")
        return 128 + signal.SIGINT
    if failed:
        say(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
