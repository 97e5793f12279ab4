"""A second net around tests whose programs fork without end.

Such a test shows that pkhost holds them.  If it does not, the machine must not
go down with the test, so the test runs inside a guard: no more than ``ROOM``
processes and threads in all, by a limit of the kernel's that pkhost has no part
in.  Whether that limit holds is tried out before the test starts.  Where none
can be had the test is skipped, and says why; it never runs without.

Which limit: for root, a process namespace with few process ids (Linux 6.14) or a
control group, as ``RLIMIT_NPROC`` does not bind root; for anybody else that
limit.  The guests end by themselves too (``LIFETIME`` in hostile.c).
"""

from __future__ import annotations

import ctypes
import errno
import functools
import os
import pickle
import resource
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest

T = TypeVar("T")

# More than any guarded test needs at once, and a small load for any machine.
ROOM = 700

# How many processes are tried to show that a limit holds.
_TRIED = 8

_CLONE_NEWNS, _CLONE_NEWPID = 0x20000, 0x20000000
_MS_PRIVATE, _MS_REC = 1 << 18, 1 << 14
_PR_SET_PDEATHSIG, _PR_SET_CHILD_SUBREAPER = 1, 36


class Unguarded(Exception):
    """There is no guard to be had; the text says why."""


def guarded(function: Callable[[], T], kind: str | None = None) -> T:
    """Call ``function`` in a child process inside a guard; return what it returns.

    A failure or skip in it is one here.  ``Unguarded`` if no guard can be had, or
    not the ``kind`` that is asked for; the function is not called then.
    """
    kinds = (kind,) if kind else _KINDS_OF_ROOT if os.geteuid() == 0 else ("user",)
    reasons = []
    for one in kinds:
        try:
            how, value = _call(_ENTER[one], function)
        except Unguarded as unguarded:
            reasons.append(f"{one}: {unguarded}")
            continue
        if how == "skip":
            pytest.skip(value)
        if how == "fail":
            pytest.fail(value, pytrace=False)
        result: T = value
        return result
    raise Unguarded("no guard against too many processes: " + "; ".join(reasons))


def in_guard(test: Callable[..., None]) -> Callable[..., None]:
    """Decorate a test: it runs inside a guard, or is skipped."""

    @functools.wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            guarded(lambda: test(*args, **kwargs))
        except Unguarded as unguarded:
            pytest.skip(str(unguarded))

    return run


def enter_user_limit() -> None:
    """Bind this process, which cannot be root, and all that it starts to ``ROOM`` more
    processes than its user has now.  ``Unguarded`` if that does not hold."""
    now = _tasks_of_user()
    _set_process_limit(now + _TRIED)
    # Others of the user may end meanwhile, which makes room.
    if _fill(4 * _TRIED) >= 4 * _TRIED:
        raise Unguarded("RLIMIT_NPROC does not hold for this user")
    _set_process_limit(now + ROOM, hard=True)


# ---- The child that calls the function ----


def _call(enter: Callable[[Callable[[], int]], int], function: Callable[[], Any]) -> Any:
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = _fork()
    if pid == 0:
        os.close(reader)

        def say(*answer: Any) -> None:
            data = memoryview(pickle.dumps(answer))
            while data:
                data = data[os.write(writer, data) :]

        def body() -> int:
            try:
                say("ok", function())
            except pytest.skip.Exception as skipped:
                say("skip", str(skipped))
            except BaseException:
                say("fail", traceback.format_exc())
            return 0

        code = 70
        try:
            code = enter(body)
        except (Unguarded, OSError) as error:
            say("unguarded", str(error))
        finally:
            os._exit(code)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(pid, 0)
    if not data:
        return "fail", "the guarded process ended without an answer"
    answer = pickle.loads(data)
    if answer[0] == "unguarded":
        raise Unguarded(answer[1])
    return answer


def _fork() -> int:
    with warnings.catch_warnings():  # threads of other tests; the child needs none of them
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _checked(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))


_libc = ctypes.CDLL(None, use_errno=True)


def _run_and_reap(body: Callable[[], int]) -> int:
    """Call the body in a child of this process, which reaps what the body orphans."""
    pid = _fork()
    if pid == 0:
        code = 70
        try:
            _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            code = body()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    while True:
        ended, status = os.wait()
        if ended == pid:
            return os.waitstatus_to_exitcode(status) & 0xFF


# ---- The kinds ----


def _enter_namespace(body: Callable[[], int]) -> int:
    release = tuple(int(part) for part in os.uname().release.split("-")[0].split(".")[:2])
    if release < (6, 14):  # the number of process ids is the whole machine's before
        raise Unguarded("a process namespace has no limit of its own before Linux 6.14")
    _checked(_libc.unshare(_CLONE_NEWPID | _CLONE_NEWNS))
    _checked(_libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None))
    ready, told = os.pipe()
    pid = _fork()
    if pid == 0:
        code = 70
        try:
            _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            _checked(_libc.mount(b"proc", b"/proc", b"proc", 0, None))
            _bound_process_ids()
            os.close(told)
            code = _run_and_reap(body)
        except (Unguarded, OSError) as error:
            os.write(told, str(error).encode())
        finally:
            os._exit(code)
    os.close(told)
    with os.fdopen(ready) as pipe:
        reason = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 0xFF
    if reason:
        raise Unguarded(reason)
    return code


def _bound_process_ids() -> None:
    most, last = Path("/proc/sys/kernel/pid_max"), Path("/proc/sys/kernel/ns_last_pid")
    lowest = 301  # ids up to 300 are given out once, and the kernel takes no lower limit
    most.write_text(str(lowest))
    with suppress(OSError):  # not in every kernel; it only takes longer then
        last.write_text(str(lowest - _TRIED - 1))
    if _fill(lowest + _TRIED) >= lowest + _TRIED:
        raise Unguarded("pid_max does not hold in a process namespace")
    most.write_text(str(lowest + ROOM))


def _enter_control_group(body: Callable[[], int]) -> int:
    folder = _pids_group() / f"pkhost-test-{os.getpid()}"
    folder.mkdir()
    try:
        (folder / "pids.max").write_text(str(_TRIED))
        reason = ""
        pid = os.getpid()
        (folder / "cgroup.procs").write_text(str(pid))
        try:
            if _fill(2 * _TRIED) >= 2 * _TRIED:
                reason = "pids.max does not hold in a control group"
            else:
                (folder / "pids.max").write_text(str(ROOM))
                _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)
                return _run_and_reap(body)
        finally:
            (folder.parent / "cgroup.procs").write_text(str(pid))
        raise Unguarded(reason)
    finally:
        while left := (folder / "cgroup.procs").read_text().split():
            for one in left:
                with suppress(ProcessLookupError):
                    os.kill(int(one), signal.SIGKILL)
            with suppress(ChildProcessError):
                os.wait()
        folder.rmdir()


def _pids_group() -> Path:
    """The control group of this process that can bound processes."""
    mounts = {}
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        left, right = line.split(" - ")
        kind, _, options = right.split(" ", 2)
        if kind == "cgroup2":
            mounts[""] = left.split()[4]
        elif kind == "cgroup" and "pids" in options.split(","):
            mounts["pids"] = left.split()[4]
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        for controller in controllers.split(","):
            place = Path(f"{mounts.get(controller, '/nowhere')}{path}")
            if controller == "pids" and place.is_dir():
                return place
            enabled = place / "cgroup.subtree_control"
            if controller == "" and enabled.exists() and "pids" in enabled.read_text().split():
                return place
    raise Unguarded("no control group with the pids controller")


def _enter_user(body: Callable[[], int]) -> int:
    enter_user_limit()
    _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)
    return _run_and_reap(body)


_KINDS_OF_ROOT = ("namespace", "cgroup")
_ENTER = {"namespace": _enter_namespace, "cgroup": _enter_control_group, "user": _enter_user}


# ---- Trying a limit out ----


def _set_process_limit(value: int, *, hard: bool = False) -> None:
    old = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    if old != resource.RLIM_INFINITY:
        value = min(value, old)
    resource.setrlimit(resource.RLIMIT_NPROC, (value, value if hard else old))


def _fill(most: int) -> int:
    """Have up to so many child processes at once; return how many there could be."""
    reader, writer = os.pipe()
    children: list[int] = []
    try:
        while len(children) < most:
            try:
                pid = _fork()
            except OSError as error:
                if error.errno != errno.EAGAIN:
                    raise
                break
            if pid == 0:
                os.close(writer)
                os.read(reader, 1)  # until the parent closes the other end
                os._exit(0)
            children.append(pid)
        return len(children)
    finally:
        os.close(reader)
        os.close(writer)
        for pid in children:
            os.waitpid(pid, 0)


def _tasks_of_user() -> int:
    count = 0
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with suppress(OSError):
                if process.stat().st_uid == os.geteuid():
                    count += len(list((process / "task").iterdir()))
    return count
