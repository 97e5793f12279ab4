"""The checks of ``pkhost doctor``, one after another."""

from __future__ import annotations

import json
import os
import platform
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..engine.isolation import DEFAULT_ISOLATION
from . import _format

if TYPE_CHECKING:
    from ..engine.isolation import Isolation as Home
    from ..programs.profiles import ProfileName
    from ._doctor_trials import Line

__all__ = [
    "Check",
    "Isolation",
    "isolation",
    "isolation_check",
    "machine_checks",
    "program_checks",
    "protections",
    "script_checks",
]

OK, WARNING, FAILED = "ok", "warning", "failed"

# Seconds for all trials together; they take one on a machine with nothing else to do.
_TRIALS_MOST = 60
_DEFAULT_VM = 64 << 20
_LEAST_VM = 2 << 20


class Check(NamedTuple):
    """One thing that was looked at: its state is ``ok``, ``warning`` or ``failed``."""

    name: str
    state: str
    detail: str
    advice: str = ""


# ---- The machine ----


def machine_checks() -> Iterator[Check]:
    """Check the limits of this machine and this user that pkhost runs into first."""
    yield _system()
    yield _processors()
    yield _overcommit()
    yield _address_space()
    yield _processes()
    yield _timers()


def _system() -> Check:
    library, version = platform.libc_ver()
    detail = f"Linux {platform.release()}, {platform.machine()}, {library or 'libc'} {version}"
    if sys.platform != "linux":
        return Check("system", FAILED, sys.platform, "pkhost runs on Linux only")
    if sys.maxsize < 2**32:
        return Check("system", FAILED, detail, "pkhost needs a 64-bit Python")
    return Check("system", OK, detail)


def _processors() -> Check:
    count = len(os.sched_getaffinity(0))
    quota = _processor_quota()
    detail = f"{count} for this process" + (f", of which {quota:g} may be used" if quota else "")
    if count == 1 or (quota is not None and quota < 2):
        return Check(
            "processors",
            WARNING,
            detail,
            "a script and its host take turns on one processor, so tiny scripts take longer",
        )
    return Check("processors", OK, detail)


def _processor_quota() -> float | None:
    """How many processors' time this process's control group gets, if that is limited."""
    words = _read("/sys/fs/cgroup/cpu.max").split()
    if len(words) == 2 and words[0].isdigit() and int(words[1]):
        return int(words[0]) / int(words[1])
    return None


def _overcommit() -> Check:
    name = "memory overcommit"
    mode = _read("/proc/sys/vm/overcommit_memory").strip()
    if mode != "2":
        return Check(name, OK, "on: a VM takes up what it uses, not its whole limit")
    fields = {
        line.partition(":")[0]: int(line.split()[1]) * 1024
        for line in _read("/proc/meminfo").splitlines()
        if line.split()[1:]
    }
    room = fields.get("CommitLimit", 0) - fields.get("Committed_AS", 0)
    return Check(
        name,
        WARNING if room >= _DEFAULT_VM else FAILED,
        f"off: every VM counts with its whole memory limit, and {_format.size(max(0, room))} "
        "are left",
        "set vm.overcommit_memory to 0 or 1, or give VMs small memory limits",
    )


def _address_space() -> Check:
    name = "address space"
    limit, _ = resource.getrlimit(resource.RLIMIT_AS)
    if limit == resource.RLIM_INFINITY:
        return Check(name, OK, "not limited")
    used = int(_read("/proc/self/statm").split()[0]) * resource.getpagesize()
    room = max(0, limit - used)
    detail = (
        f"limited to {_format.size(limit)} (RLIMIT_AS), enough for "
        f"{room // _DEFAULT_VM:,} more VMs of {_format.size(_DEFAULT_VM)}"
    )
    advice = "raise it (ulimit -v), or give VMs small memory limits"
    if room < _DEFAULT_VM:
        return Check(name, FAILED, detail, advice)
    return (
        Check(name, WARNING, detail, advice) if room < 16 * _DEFAULT_VM else Check(name, OK, detail)
    )


def _processes() -> Check:
    name = "processes"
    limit, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    if limit == resource.RLIM_INFINITY:
        return Check(name, OK, "not limited")
    uid = os.getuid()
    if uid == 0:
        return Check(name, OK, "not limited (RLIMIT_NPROC does not hold for root)")
    used = _threads_of(uid)
    detail = f"{used:,} of {limit:,} that this user may have, threads included (RLIMIT_NPROC)"
    if limit - used < 64:
        return Check(
            name,
            WARNING,
            detail,
            "every VM needs a process, every running script in a thread a thread, every program "
            "some processes: raise it (ulimit -u)",
        )
    return Check(name, OK, detail)


def _threads_of(uid: int) -> int:
    count = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if folder.stat().st_uid == uid:
                count += sum(1 for _ in (folder / "task").iterdir())
        except OSError:
            continue  # it has ended meanwhile
    return count


def _timers() -> Check:
    name = "timers"
    limit, _ = resource.getrlimit(resource.RLIMIT_SIGPENDING)
    if limit == resource.RLIM_INFINITY:
        return Check(name, OK, "not limited")
    detail = f"{limit:,} that this user may have (RLIMIT_SIGPENDING), two for each running script"
    if limit < 128:
        return Check(name, WARNING, detail, "time limits need timers: raise the limit (ulimit -i)")
    return Check(name, OK, detail)


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""


# ---- Scripts ----


class Isolation(NamedTuple):
    """Whether scripts can be isolated on this machine."""

    protections: dict[str, str]
    """Each that a process of scripts can have, with ``"on"`` or the reason why not."""

    reason: str = ""
    """Why scripts cannot be isolated; empty if they can."""


def isolation() -> Isolation:
    """Start what isolates scripts, make a process of a script, and see what it has."""
    from ..engine.factory import home
    from ..errors import EngineError
    from ..scripts import Policy

    try:
        where = home("process")
        protections = dict(where.protections())
        where.new_vm(_LEAST_VM, Policy()._words()).close()  # that there can be one
    except EngineError as error:
        return Isolation({}, str(error))
    return Isolation(protections)


def isolation_check(found: Isolation) -> Check:
    """Say in a line what :func:`isolation` has found."""
    name = "isolation"
    if found.reason:
        # Nothing is wrong with scripts in threads, which are then the only ones.
        state = FAILED if DEFAULT_ISOLATION == "process" else WARNING
        return Check(name, state, found.reason)
    on = [each for each, state in found.protections.items() if state == "on"]
    return Check(
        name,
        OK,
        f"each script has a process of its own, with {len(on)} of {len(found.protections)} "
        "protections",
    )


def script_checks(where: Home) -> Iterator[Check]:
    """Run the trials of the engine in a process of their own (see _doctor_trials.py), with
    scripts there."""
    # With our own path, since pkhost may have been found by way of the current folder.
    command = (
        f"import sys; sys.path[:] = {sys.path!r}; "
        f"from pkhost.cli._doctor_trials import main; main({where!r})"
    )
    try:
        child = subprocess.run(
            [sys.executable, "-c", command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TRIALS_MOST,
            check=False,
        )
        output, errors, code = child.stdout, child.stderr, child.returncode
    except subprocess.TimeoutExpired as late:
        output, errors, code = late.stdout or b"", late.stderr or b"", None
    except OSError as error:
        yield Check("engine", FAILED, f"Python cannot be started for the trials: {error.strerror}")
        return
    yield from _conclusions(output.decode("utf-8", "replace"), errors, code)


def _conclusions(output: str, errors: bytes, code: int | None) -> Iterator[Check]:
    begun = "engine"
    for text in output.splitlines():
        line: Line = json.loads(text)
        if line["state"] == "begun":
            begun = line["name"]
        else:
            yield Check(line["name"], line["state"], line["detail"])
            begun = ""
    if code == 0:
        return
    if code is None:
        how = f"did not end within {_TRIALS_MOST} seconds"
    elif code < 0:
        how = f"died of {signal.Signals(-code).name}"
    else:
        last = errors.decode("utf-8", "replace").strip().splitlines()[-1:]
        how = f"ended with exit code {code}" + (f": {last[0]}" if last else "")
    yield Check(
        begun or "engine",
        FAILED,
        f"the process of the trial {how}",
        "scripts are not contained on this machine: do not run any that you do not trust, and "
        "report this, please",
    )


# ---- Programs ----


def program_checks() -> Iterator[Check]:
    """Whether programs run at all."""
    from ..errors import PkhostError
    from ..limits import Limits
    from ..programs import run_program

    attempts: tuple[tuple[str, ProfileName, Callable[[str], str]], ...] = (
        ("programs", "none", lambda time: f"a program takes {time}, start to result"),
        ("confined programs", "strict", lambda time: f"with all that is on below: {time}"),
    )
    for name, profile, say in attempts:
        try:
            result = run_program(["/bin/true"], limits=Limits(wall_time=10), profile=profile)
        except PkhostError as error:
            yield Check(name, FAILED, str(error))
            continue
        except OSError as error:  # no more processes, or descriptors
            yield Check(name, FAILED, error.strerror or str(error))
            continue
        if result.ok:
            yield Check(name, OK, say(_format.duration(result.usage.wall_time)))
        else:
            yield Check(name, FAILED, str(result))


def protections() -> dict[str, str]:
    """Every protection of programs, and ``"on"`` or the reason why it cannot be had."""
    from ..errors import LauncherError
    from ..programs.protections import probe

    try:
        return probe()
    except (LauncherError, OSError):
        return {}  # program_checks() has reported it
