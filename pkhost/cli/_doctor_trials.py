"""Trials of the script engine, for ``pkhost doctor``.

They run in a process of their own, since a trial that the engine does not
survive ends the process, and the doctor has to report it.  Each trial writes a
line when it begins and one when it has ended, so that the last line names the
trial that ended the process.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any, TypedDict

from ..engine.factory import engine
from ..engine.isolation import Isolation
from ..errors import EngineError, PkhostError
from ..limits import Limits
from ..results import ScriptResult
from ..scripts import VM, Policy
from ..scripts import run_script as run_anywhere
from ..status import Status
from . import _format

__all__ = ["Line", "main"]


class Line(TypedDict):
    """What a trial writes: ``state`` is ``begun``, ``ok``, ``warning`` or ``failed``."""

    name: str
    state: str
    detail: str


_where: Isolation = "thread"


def run_script(source: str, limits: Limits | None = None) -> ScriptResult:
    """Run a script where the trials are."""
    return run_anywhere(source, limits=limits, isolation=_where)


def _vm(**arguments: Any) -> VM:
    return VM(isolation=_where, **arguments)


class _FailedError(Exception):
    """A trial failed; the message says how."""


class _UnessentialError(Exception):
    """Something is missing that only some hosts need."""


# Long enough to be told apart from a script that ends at once by itself.
_SHORT = 0.05
# Native code without a bytecode: the worst case of a search from the end,
# minutes of work. (One from the beginning takes linear time.)
_NATIVE = "('a' * 4000000).rfind('a' * 2000000 + 'b')"


def _expect(result: ScriptResult, status: Status) -> None:
    if result.status is not status:
        raise _FailedError(f"expected status {status}, got: {result}")


def _load() -> str:
    least, most = engine().memory_bounds()
    return (
        f"PocketPy {engine().pocketpy_version()}; a VM has between {_format.size(least)} and "
        f"{_format.size(most)} of memory"
    )


def _script() -> str:
    times = []
    for _ in range(200):
        begin = time.perf_counter()
        result = run_script("print(6 * 7)")
        times.append(time.perf_counter() - begin)
        _expect(result, Status.OK)
        if result.stdout != "42\n":
            raise _FailedError(f"print(6 * 7) printed {result.stdout!r}")
    return f"a tiny script takes {_format.duration(statistics.median(times))}, start to result"


def _steps() -> str:
    result = run_script("while True: pass", limits=Limits(steps=1000))
    _expect(result, Status.STEPS)
    if result.usage.steps != 1000:
        raise _FailedError(f"a script with 1,000 steps was stopped after {result.usage.steps}")
    return "an endless loop is stopped at the very step"


def _memory() -> str:
    source = "kept = []\nwhile True: kept.append('x' * 1000)"
    result = run_script(source, limits=Limits(memory="8MiB"))
    _expect(result, Status.MEMORY)
    peak = result.usage.peak_memory
    if peak is None or peak > 8 << 20:
        raise _FailedError(f"a script with 8 MiB used {peak} bytes")
    return f"a script that keeps all is stopped at {_format.size(peak)} of 8 MiB"


def _late(used: float) -> str:
    return f"late by {_format.duration(max(0.0, used - _SHORT))}"


def _wall_time() -> str:
    result = run_script("while True: pass", limits=Limits(steps=None, wall_time=_SHORT))
    _expect(result, Status.WALL_TIME)
    return f"the timer works; {_late(result.usage.wall_time)}"


def _cpu_time() -> str:
    result = run_script("while True: pass", limits=Limits(steps=None, cpu_time=_SHORT))
    _expect(result, Status.CPU_TIME)
    return f"the timer works; {_late(result.usage.cpu_time)}"


def _native() -> str:
    result = run_script(_NATIVE, limits=Limits(wall_time=_SHORT))
    _expect(result, Status.WALL_TIME)
    return f"native code that does not come back is stopped; {_late(result.usage.wall_time)}"


def _interrupt() -> str:
    times = []
    with _vm(limits=Limits(steps=None)) as vm:
        for _ in range(20):
            run = vm.start("while True: pass")
            begin = time.perf_counter()
            run.interrupt()
            result = run.result()
            times.append(time.perf_counter() - begin)
            _expect(result, Status.INTERRUPTED)
    return f"another thread stops a script within {_format.duration(statistics.median(times))}"


def _crash() -> str:
    # Writes to address 0.
    source = "import stdc\nstdc.memset(0, 0, 8)"
    with _vm(policy=Policy().allow("stdc")) as vm:
        result = vm.run(source)
        _expect(result, Status.CRASHED)
        if not result.restored:
            raise _FailedError("a VM that crashed was not restored")
        _expect(vm.run("print(1)"), Status.OK)
    return "a memory fault ends as a result, and the VM is as new"


def _large() -> str:
    try:
        vm = _vm(limits=Limits.preset("batch"))
    except EngineError as error:
        raise _UnessentialError(str(error)) from error
    with vm:
        _expect(vm.run("print(1)"), Status.OK)
    return "a VM of 1 GiB can be made; it takes up what it uses"


TRIALS: dict[str, Callable[[], str]] = {
    "engine": _load,
    "scripts": _script,
    "step limit": _steps,
    "memory limit": _memory,
    "wall-time limit": _wall_time,
    "CPU-time limit": _cpu_time,
    "native code": _native,
    "interrupt": _interrupt,
    "crashes": _crash,
    "large VMs": _large,
}


def _say(name: str, state: str, detail: str = "") -> None:
    line: Line = {"name": name, "state": state, "detail": detail}
    print(json.dumps(line), flush=True)


def main(where: Isolation) -> None:
    """Run all trials with scripts there, and say of each how it went."""
    global _where
    _where = where
    for name, trial in TRIALS.items():
        _say(name, "begun")
        try:
            detail = trial()
        except _UnessentialError as error:
            _say(name, "warning", str(error))
        except (_FailedError, PkhostError) as error:
            _say(name, "failed", str(error))
            if name == "engine":
                sys.exit()  # the others would only repeat it
        else:
            _say(name, "ok", detail)
