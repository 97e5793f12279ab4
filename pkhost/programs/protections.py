"""The protections that this machine offers: each is tried, not guessed."""

from __future__ import annotations

import errno
import functools
import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ..errors import LauncherError, ProtectionUnavailable
from ._launch import NOTHING, launch
from ._paths import PRIVATE_SCRATCH, entries_of
from ._wire import (
    MISFIT,
    MISFIT_HINT,
    UNLIMITED,
    Numbers,
    Option,
    Outcome,
    Protect,
    Report,
    Step,
    pack_config,
    unpack_report,
)
from .profiles import NEEDS_NO_NEW_PRIVS, PROTECTIONS, Profile

__all__ = ["probe"]

ON = "on"

_BITS = {name: Protect[name.upper()] for name in PROTECTIONS}
_NAMESPACES = tuple(name for name in PROTECTIONS if name.endswith("_namespace"))
# What fails for now: out of processes, memory, descriptors.
_PASSING = frozenset({errno.EAGAIN, errno.ENOMEM, errno.EMFILE, errno.ENFILE})

_ROOT_HOST = (
    "this host is root, and its programs would be too: run it as another user, or give it "
    'CAP_SETUID and CAP_SETGID, or use a Profile without "unprivileged"'
)

_lock = threading.Lock()
_known: dict[tuple[int, str], str] = {}
_cgroup: dict[int, str] = {}


class Choice(NamedTuple):
    """What to put up for one run."""

    protections: Protect
    options: Option
    user_base: int
    cgroup: str
    shown: dict[str, str]
    private: bool
    """Whether the program has a private root."""
    confined: bool
    """Whether a list of paths says which files there are."""


def probe() -> dict[str, str]:
    """Return every protection by name: ``"on"`` if programs can have it here,
    else the reason why not.

    Each is tried out, once a process, by starting a program under it alone.
    Takes some 20 ms the first time.  Raises ``LauncherError`` if the launcher is
    missing, ``OSError`` if the host is out of processes, memory or descriptors.
    """
    return {name: available(name) for name in PROTECTIONS}


def available(name: str) -> str:
    """Return ``"on"`` or the reason why the protection cannot be had."""
    key = (os.geteuid(), name)
    with _lock:
        if key not in _known:
            _known[key] = _try_out(name)
        return _known[key]


def choose(profile: Profile, required: frozenset[str], network: bool) -> Choice:
    """Settle what a run gets.  ``ProtectionUnavailable`` if a required one is missing."""
    return _choose(os.geteuid(), profile, required, network)


@functools.lru_cache(maxsize=64)
def _choose(_user: int, profile: Profile, required: frozenset[str], network: bool) -> Choice:
    shown: dict[str, str] = {}
    wanted = profile.protections | required
    if not profile.confined:
        wanted |= {"cpu_accounting"}  # confines nothing, and makes a limit hold
    skipped: dict[str, str] = {}
    if network:
        for name in ("network_namespace", "landlock_network"):
            skipped[name] = "not used: the network is allowed"
    for name in PROTECTIONS:
        if name in skipped:
            shown[name] = skipped[name]
        elif name not in wanted:
            shown[name] = f"not part of profile {profile.name!r}"
        elif name == "network_namespace" and name not in required and _closed(shown):
            shown[name] = "not needed: seccomp refuses sockets"
        elif name == "cpu_accounting" and name not in required and shown["cgroup"] == ON:
            shown[name] = "not needed: the control group counts"
        else:
            shown[name] = available(name)
    missing = {name: shown[name] for name in sorted(required) if shown[name] != ON}
    stays_root = os.geteuid() == 0 and "unprivileged" in wanted and shown["unprivileged"] != ON
    if stays_root and not missing:
        missing["unprivileged"] = f"{shown['unprivileged']}; {_ROOT_HOST}"
    if missing:
        raise ProtectionUnavailable(missing)

    bits = Protect(0)
    for name, state in shown.items():
        if state == ON:
            bits |= _BITS[name]
    return _complete(bits, profile.compiler, network, shown)


def _closed(shown: dict[str, str]) -> bool:
    """Whether the host's network is out of reach and sight without a namespace for it.

    A private root shows ``/proc``, and with it ``/proc/net``, which only Landlock hides.
    """
    seen = shown["mount_namespace"] == ON and shown["landlock"] != ON
    return shown["seccomp"] == ON and not seen


def _complete(bits: Protect, compiler: bool, network: bool, shown: dict[str, str]) -> Choice:
    """Add the options that follow from the protections."""
    root = os.geteuid() == 0
    own_user = root and bool(bits & Protect.UNPRIVILEGED)
    namespaces = any(bits & _BITS[name] for name in _NAMESPACES)
    options = Option(0)
    if namespaces and not root:
        options |= Option.USER_NAMESPACE
    if own_user and bits & (Protect.LANDLOCK | Protect.MOUNT_NAMESPACE):
        options |= Option.KEEP_FILE_ACCESS
    if compiler:
        options |= Option.FILTER_COMPILER
    if network:
        options |= Option.FILTER_NETWORK
    if not own_user and not bits & Protect.PID_NAMESPACE:
        options |= Option.FILTER_PROCESSES
    if not root and not namespaces:
        options |= Option.COUNT_PROCESSES
    return Choice(
        protections=bits,
        options=options,
        user_base=_user_base() if own_user else 0,
        cgroup=_cgroup.get(os.geteuid(), "") if bits & Protect.CGROUP else "",
        shown=shown,
        private=bool(bits & Protect.MOUNT_NAMESPACE),
        confined=bool(bits & (Protect.MOUNT_NAMESPACE | Protect.LANDLOCK)),
    )


# Users from here up to 2**31 are unused on any usual machine; the launcher adds
# a process id, which stays below 2**22.
_FIRST_USER, _USERS = 0x40000000, 1 << 22


def _user_base() -> int:
    """Return where the users of this host's programs begin.

    Hosts in different process namespaces (containers) have the same process ids,
    so each namespace has a range of its own, as far as 256 ranges go.
    """
    try:
        namespace = os.stat("/proc/self/ns/pid").st_ino  # noqa: PTH116
    except OSError:  # no /proc
        namespace = 0
    return _FIRST_USER + namespace % 256 * _USERS


# ---- Trying one out ----


def _try_out(name: str) -> str:
    bits = _BITS[name]
    if name in NEEDS_NO_NEW_PRIVS:
        bits |= Protect.NO_NEW_PRIVS
    if name == "cgroup":
        place, reason = _find_cgroup()
        if not place:
            return reason
        _cgroup[os.geteuid()] = place
    report = _start_nothing(_complete(bits, False, False, {}))
    if report is None:
        return "the launcher died while trying it"
    if report.outcome == Outcome.ENDED and report.wait_status == 0:
        return ON
    if report.error in _PASSING:
        # That says nothing about the machine, and is not remembered: the runs after this
        # one would do without a protection that they could have.
        raise OSError(report.error, f"{name} cannot be tried out now: {os.strerror(report.error)}")
    if report.step == Step.CONFIG and report.error == errno.EINVAL:
        raise LauncherError(f"{MISFIT}; {MISFIT_HINT}")
    if report.error == errno.E2BIG and report.step == Step.SECCOMP:
        # Not the kernel's answer: it must not pass for a machine without filters.
        raise LauncherError(
            "the launcher has no room for its filter of system calls "
            "(csrc/launcher/protections/filter.c); this is a bug of pkhost: please report it"
        )
    if report.outcome == Outcome.ENDED:
        return f"a program under it ended with wait status {report.wait_status:#x}"
    return explain(report, name)


_NO_EVENTS = "this user may not use performance events (kernel.perf_event_paranoid, or a filter)"
_HINTS: dict[tuple[str, int], str] = {
    ("namespace", 1): "this user may not make namespaces (a container's filter, or a sysctl)",
    ("namespace", 28): "the limit on user namespaces is reached or 0 (user.max_user_namespaces)",
    ("namespace", 22): "the kernel was built without them",
    ("namespace", 38): "the kernel lacks the mount calls of Linux 5.12",
    ("landlock", 38): "the kernel was built without Landlock",
    ("landlock", 95): "Landlock is switched off in this kernel (lsm= on its command line)",
    ("landlock_network", 38): "the kernel's Landlock is older than Linux 6.7",
    ("landlock_scope", 38): "the kernel's Landlock is older than Linux 6.12",
    ("seccomp", 22): "the kernel was built without seccomp filters",
    ("cpu_accounting", 1): _NO_EVENTS,
    ("cpu_accounting", 13): _NO_EVENTS,
    ("cpu_accounting", 38): "the kernel was built without performance events",
    ("unprivileged", 1): "root may not change its user here (CAP_SETUID is missing)",
}


def explain(report: Report, name: str) -> str:
    """Say in a line why a protection could not be put up."""
    family = "namespace" if name in _NAMESPACES else name
    hint = _HINTS.get((family, report.error))
    step = Step(report.step).name.lower().replace("_", " ")
    reason = os.strerror(report.error)
    return f"{hint} ({step}: {reason})" if hint else f"{step}: {reason}"


def _start_nothing(choice: Choice) -> Report | None:
    """Start a process under ``choice`` that executes nothing; return the report.

    No file has a part in it: whether this one or that may be executed is
    another question.
    """
    private = choice.private
    paths = entries_of(
        private=private,
        compiler=False,
        scratch=PRIVATE_SCRATCH,
        program="",
        readable=(),
        writable=(),
    )
    config = pack_config(
        Numbers(
            protections=int(choice.protections),
            options=int(choice.options),
            host=os.getpid(),
            user_base=choice.user_base,
            mark=UNLIMITED,
            wall_time=10 * 10**9,
            cpu_time=UNLIMITED,
            memory=64 << 20,
            address_space=UNLIMITED,
            processes=UNLIMITED,
            open_files=UNLIMITED,
            file_size=UNLIMITED,
            disk=1 << 20,
            stack=UNLIMITED,
        ),
        arguments=[],
        environment=[],
        paths=paths if choice.confined else (),
        folder=b"/",
        cgroup=os.fsencode(choice.cgroup),
    )
    launched = launch(config, NOTHING)
    report = receive(launched.control)
    launched.reap()
    return report


def receive(control: int) -> Report | None:
    """Wait for the report of a run that limits itself; ``None`` if none comes."""
    poll = select.poll()
    poll.register(control, select.POLLIN)
    while True:
        poll.poll()
        with suppress(BlockingIOError):
            return unpack_report(os.read(control, 4096))


# ---- Finding a control group to work in ----


def _find_cgroup() -> tuple[str, str]:
    """Return a control group to make others in, or an empty text and the reason.

    It must be one that the host may write to and that gives the memory and pids
    controllers to the groups in it.  The host's own group usually cannot, as it
    holds processes; the one above it can where a service manager has delegated
    it.  ``PKHOST_CGROUP`` in the environment names one outright.
    """
    chosen = os.environ.get("PKHOST_CGROUP")
    if chosen:
        reason = _unusable(Path(chosen))
        return ("", reason) if reason else (chosen, "")
    try:
        mount = _cgroup_mount()
        own = _own_cgroup()
    except OSError as error:
        return "", f"/proc cannot be read: {error.strerror}"
    if mount is None or own is None:
        return "", "no cgroup version 2 is mounted"
    group = Path(mount) / own.lstrip("/")
    reason = ""
    for place in (group, group.parent):
        if Path(mount) in (place, *place.parents):
            reason = _unusable(place)
            if not reason:
                return os.fspath(place), ""
    return "", reason


def _unusable(place: Path) -> str:
    try:
        controllers = (place / "cgroup.subtree_control").read_text(encoding="utf-8").split()
    except OSError as error:
        return f"{place} is no control group: {error.strerror}"
    missing = {"memory", "pids"} - set(controllers)
    if missing:
        return f"{place} does not give its groups the controllers {', '.join(sorted(missing))}"
    if not os.access(place, os.W_OK) or not os.access(place / "cgroup.procs", os.W_OK):
        return f"{place} is not writable"
    return ""


def _first(path: str, find: Callable[[list[str]], str | None]) -> str | None:
    with Path(path).open(encoding="utf-8", errors="surrogateescape") as lines:
        for line in lines:
            found = find(line.rstrip("\n").split(" "))
            if found is not None:
                return found
    return None


def _cgroup_mount() -> str | None:
    def find(fields: list[str]) -> str | None:
        kind = fields[fields.index("-") + 1] if "-" in fields else ""
        return fields[4] if kind == "cgroup2" else None

    return _first("/proc/self/mountinfo", find)


def _own_cgroup() -> str | None:
    def find(fields: list[str]) -> str | None:
        text = " ".join(fields)
        return text[3:] if text.startswith("0::") else None

    return _first("/proc/self/cgroup", find)
