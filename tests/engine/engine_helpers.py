"""What the tests of the script engine share: scripts, a fresh interpreter, the process's state."""

from __future__ import annotations

import ctypes
import functools
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import dialects
import homes
import pkhost
from children import child_code
from pkhost import VM, Limits, ScriptResult, Status
from pkhost.engine.interface import EngineVM
from pkhost.engine.job import Job
from pkhost.engine.outcome import Event
from pkhost.scripts.outcomes import script_result

# The folder that the pkhost under test is in, which need not be that of these files.
PACKAGE = Path(pkhost.__file__).resolve().parents[1]

# Longer than anything takes on a machine that is not broken: a test that waits this long fails.
PATIENCE = 60.0

# No limit but memory and output: for runs that are to be ended by something else.
FREE = Limits(steps=None, wall_time=None, cpu_time=None)

# A line of script a kind of crash, none of which the policy has to allow more for.
CRASHES = {
    "nested parentheses": "eval('(' * 100000 + ')' * 100000)",
    "nested lists": "eval('[' * 100000)",
    "inversions": "eval('~' * 100000 + '1')",
    "negations": "eval('not ' * 100000 + '1')",
}

PROBE = """\
import math
class Stack:
    def __init__(self):
        self.items = []
    def push(self, x):
        self.items.append(x)
def count(n):
    for i in range(n):
        yield i
s = Stack()
for i in count(5):
    s.push(i * i)
try:
    1 / 0
except ZeroDivisionError as e:
    s.push(str(e))
print(s.items, sorted({'b': 1, 'a': 2}.keys()), int(math.sqrt(16)))
"""
PROBE_PRINTS = "[0, 1, 4, 9, 16, 'division by zero'] ['a', 'b'] 4\n"


def shared(limits: Limits) -> VM:
    """One VM a home and dialect for all examples of a file: its going on is part of the tests."""
    return _shared(limits, homes.current(), dialects.current())


@functools.cache
def _shared(limits: Limits, home: str, dialect: str) -> VM:
    return VM(limits=limits)


def assert_works(vm: VM) -> None:
    """That this VM runs an ordinary script, with default limits."""
    result = vm.run(PROBE, limits=Limits(memory=vm.limits.memory))
    assert (result.status, result.stdout) == (Status.OK, PROBE_PRINTS), str(result)


def run_native(vm: EngineVM, job: Job) -> ScriptResult:
    """Run a job by the engine's own face, to its end."""
    event = vm.run(job)
    while event is not Event.DONE:
        event = vm.wait()
    return script_result(vm.outcome())


def stopped(result: ScriptResult, status: Status) -> ScriptResult:
    """The same result, after a look at what every stopped run has in common."""
    assert result.status is status, str(result)
    assert result.error is not None
    assert result.error.type == status.name
    assert result.error.message
    return result


def python(code: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in an interpreter of its own, with the home of this test; its output is text."""
    return subprocess.run(
        [sys.executable, *options, "-c", child_code(code)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=PACKAGE,  # which comes first in sys.path
        env={**child_environment(), **environment},
        check=False,
    )


def child_environment() -> dict[str, str]:
    """The environment of an interpreter that finds the same pkhost, and these helpers."""
    here = Path(__file__).parent
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (PACKAGE, here, here.parent)))}


def printed(process: subprocess.CompletedProcess[str]) -> str:
    """What a child printed that ended well."""
    assert process.returncode == 0, f"{process.returncode}\n{process.stdout}\n{process.stderr}"
    return process.stdout


def status_field(name: str) -> str:
    """A line of what the kernel tells of this process."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return line.split(":", 1)[1].strip()
    raise LookupError(name)


def resident_bytes() -> int:
    """Memory of this process that is its own: anonymous pages, resident.

    Without what the C library keeps of freed memory, which depends on all that ran before.
    """
    ctypes.CDLL(None).malloc_trim(0)
    return int(status_field("RssAnon").split()[0]) * 1024


def open_files() -> dict[int, str]:
    """The open descriptors of this process, and where they lead."""
    found = {}
    for entry in Path("/proc/self/fd").iterdir():
        try:
            found[int(entry.name)] = str(entry.readlink())
        except FileNotFoundError:  # the one that reads the folder
            continue
    return found


def children() -> set[int]:
    """The child processes of this process, those of other threads included."""
    found: set[int] = set()
    for task in Path("/proc/self/task").iterdir():
        try:
            found.update(map(int, (task / "children").read_text().split()))
        except (FileNotFoundError, ProcessLookupError):  # a worker that has just gone
            continue
    return found


def native_handlers() -> dict[str, str]:
    """Which signals are caught, ignored and blocked, as the kernel has it."""
    # Signals 32 and 33 are the C library's own, which it takes with the first thread.
    own = ~(1 << 31 | 1 << 32)
    return {
        name: f"{int(status_field(name), 16) & own:x}" for name in ("SigCgt", "SigIgn", "SigBlk")
    }


@dataclass(frozen=True)
class ProcessState:
    """What a run must leave as it was."""

    files: dict[int, str]
    children: set[int]
    native_handlers: dict[str, str]
    handlers: dict[int, object]
    folder: str
    environment: dict[str, str]
    mask: set[int]

    @classmethod
    def now(cls) -> ProcessState:
        return cls(
            files=open_files(),
            children=children(),
            native_handlers=native_handlers(),
            handlers={number: signal.getsignal(number) for number in signal.valid_signals()},
            folder=str(Path.cwd()),
            environment={k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
            mask={int(number) for number in signal.pthread_sigmask(signal.SIG_BLOCK, ())},
        )
