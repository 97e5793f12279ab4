"""A worker that was taken over asks the kernel: for every system call that there is, and for all
that is within reach of those that it may make.

The lock is the worker's own; hostile C stands in the place of its engine (traitor/).  Each order is
given to a process of its own.
"""

from __future__ import annotations

import platform
import re
import subprocess
from collections.abc import Iterator

import pytest
from betrayal import crashed, in_the_workers_place, ordered, traitor

from building.compile import toolchain
from pkhost import Limits, Status

pytestmark = pytest.mark.usefixtures("process_home")

x86_64 = pytest.mark.skipif(platform.machine() != "x86_64", reason="there only are such calls")

NUMBERS_MOST = 1000

BUFFER, PASSWD, ONES = -1000, -1001, -1002
"""Stand for addresses of the traitor's own: of 64 KiB that it may write, and of a path."""

EPERM, ENXIO, EAGAIN, ENOMEM, EFAULT, EINVAL = 1, 6, 11, 12, 14, 22

MAY_BE_CALLED = {
    # What each does that has no other arguments than zeros: what it returns, or the signal or exit
    # code that ends the process.  csrc/worker/allow_list.c has the reason why each may be called.
    "futex": -EFAULT,
    "sched_yield": 0,
    "clock_nanosleep": -EFAULT,
    "restart_syscall": "any",
    "rt_sigaction": -EINVAL,
    "rt_sigprocmask": -EINVAL,
    "rt_sigreturn": "SIGSEGV",
    "sigaltstack": 0,
    "timer_settime": -EINVAL,
    "timer_delete": 0,
    "gettid": "any",
    "clock_gettime": -EFAULT,
    "getcpu": 0,
    "sched_getaffinity": -EINVAL,
    "munmap": -EINVAL,
    "mprotect": 0,
    "mremap": -EINVAL,
    "brk": "any",
    "getrandom": 0,
    "close_range": 0,
    "getppid": "any",
    "set_robust_list": -EINVAL,
    "exit": "exit",
    "exit_group": "exit",
}

WITH_OTHER_ARGUMENTS = {"timer_create", "mmap", "madvise", "clone", "prctl", "prlimit64"}
"""May be called too, but not with zeros."""


@pytest.fixture(scope="module", autouse=True)
def _worker(isolation: str) -> Iterator[None]:
    with in_the_workers_place(traitor()):
        yield


@pytest.fixture(scope="module")
def numbers() -> dict[str, int]:
    """The numbers of this machine's system calls."""
    text = subprocess.run(
        [*toolchain.compiler(), "-E", "-dM", "-include", "sys/syscall.h", "-x", "c", "/dev/null"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.findall(r"^#define __NR_(\w+) (\d+)$", text, re.MULTILINE)
    return {name: int(number) for name, number in found}


def outcome(order: str) -> int | str:
    """What came of a call: what it returned, or what ended the process."""
    result = ordered(order)
    if result.status is Status.OK:
        return int(result.stdout.removeprefix("returned "))
    message = crashed(result)
    if signals := re.findall(r"SIG[A-Z]+", message):
        return str(signals[-1])
    assert "exit code 0" in message, message
    return "exit"


def call(numbers: dict[str, int], name: str, *arguments: int) -> int | str:
    return outcome(" ".join(map(str, ("native", numbers[name], *arguments))))


def test_every_number_without_arguments(numbers: dict[str, int]) -> None:
    names = {number: name for name, number in numbers.items()}
    wrong = {}
    for number in range(NUMBERS_MOST):
        name = names.get(number, str(number))
        expected = MAY_BE_CALLED.get(name, "SIGSYS")
        found = outcome(f"native {number}")
        if expected == "any":
            found = "any" if isinstance(found, int) else found
        if found != expected:
            wrong[name] = found
    # Of the kernel's own debugger; no filter is asked about them since Linux 6.14, and from
    # where they are not expected they do nothing, or end the process.
    for number, known in ((335, "SIGILL"), (336, -ENXIO)):
        if platform.machine() == "x86_64" and wrong.get(str(number)) == known:
            del wrong[str(number)]
    assert wrong == {}


def test_every_number_with_addresses(numbers: dict[str, int]) -> None:
    """In each argument an address of memory that may be read and written."""
    debugging = {335, 336}  # see above
    allowed = {numbers[name] for name in {*MAY_BE_CALLED, *WITH_OTHER_ARGUMENTS} if name in numbers}
    arguments = " ".join([str(BUFFER)] * 6)
    wrong = {}
    for number in {*numbers.values(), *range(300, NUMBERS_MOST, 7)} - allowed - debugging:
        if (found := outcome(f"native {number} {arguments}")) != "SIGSYS":
            wrong[number] = found
    assert wrong == {}


@x86_64
@pytest.mark.parametrize("kind", ["x32", "int80"])
def test_every_number_of_other_machines(kind: str) -> None:
    wrong = {}
    for number in range(0, NUMBERS_MOST, 1 if kind == "x32" else 2):
        found = outcome(f"{kind} {number}")
        # A kernel that is built without those of the 32-bit machine knows no such instruction.
        if found != "SIGSYS" and (kind, found) != ("int80", "SIGSEGV"):
            wrong[number] = found
    assert wrong == {}


# What each of those that may be called must not do.
PROT_RW, PROT_EXEC, MAP_SHARED, MAP_PRIVATE, MAP_ANONYMOUS = 3, 4, 1, 2, 0x20
CLONE_VM, CLONE_THREAD, CLONE_NEWUSER, SIGCHLD = 0x100, 0x10000, 0x10000000, 17


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        # memory: of its own only, and never machine code
        ("mmap", (0, 4096, PROT_RW | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), "SIGSYS"),
        ("mmap", (0, 4096, PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), "SIGSYS"),
        ("mmap", (0, 4096, PROT_RW, MAP_SHARED | MAP_ANONYMOUS, -1, 0), "SIGSYS"),
        ("mmap", (0, 4096, PROT_RW, MAP_PRIVATE, 0, 0), "SIGSYS"),
        ("mmap", (0, 1 << 40, PROT_RW, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), -ENOMEM),
        ("mprotect", (BUFFER, 4096, PROT_RW | PROT_EXEC), "SIGSYS"),
        ("mprotect", (BUFFER, 4096, PROT_EXEC), "SIGSYS"),
        ("madvise", (BUFFER, 4096, 9), "SIGSYS"),  # MADV_REMOVE, of the shared file
        ("madvise", (BUFFER, 4096, 100), "SIGSYS"),  # MADV_HWPOISON
        # processes and threads: none
        ("clone", (SIGCHLD, 0, 0, 0, 0), -EAGAIN),
        ("clone", (SIGCHLD | CLONE_VM, 0, 0, 0, 0), "SIGSYS"),
        ("clone", (SIGCHLD | CLONE_NEWUSER, 0, 0, 0, 0), "SIGSYS"),
        ("clone", (0x3D0F00, 0, 0, 0, 0), "SIGSYS"),  # pthread_create()'s
        ("clone3", (BUFFER, 88), "SIGSYS"),
        ("prctl", (1, 0), "SIGSYS"),  # PR_SET_PDEATHSIG: to live longer than the zygote
        ("prctl", (4, 1), "SIGSYS"),  # PR_SET_DUMPABLE
        ("prctl", (22, 2, BUFFER), "SIGSYS"),  # PR_SET_SECCOMP
        ("timer_create", (0, 0, BUFFER), "SIGSYS"),  # of a clock that can be set
        ("timer_create", (-6, 0, BUFFER), "SIGSYS"),  # of another process's processor time
        ("clock_gettime", (-6, BUFFER), "SIGSYS"),
        ("clock_nanosleep", (-6, 0, BUFFER, 0), "SIGSYS"),
        *(
            ("futex", (BUFFER, operation, 1, 0, BUFFER, 0), "SIGSYS")
            for operation in (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13)
        ),
        # other processes, by the numbers that they have, might have, and could have
        *(("kill", (process, 9), "SIGSYS") for process in (-1, 0, 1, 2)),
        ("tkill", (1, 9), "SIGSYS"),
        ("tgkill", (1, 1, 9), "SIGSYS"),
        ("rt_sigqueueinfo", (1, 9, BUFFER), "SIGSYS"),
        ("pidfd_open", (1, 0), "SIGSYS"),
        ("ptrace", (16, 1), "SIGSYS"),  # PTRACE_ATTACH
        ("process_vm_readv", (1, BUFFER, 1, BUFFER, 1, 0), "SIGSYS"),
        ("process_madvise", (1, BUFFER, 1, 4, 0), "SIGSYS"),
        ("prlimit64", (0, 9, BUFFER, 0), "SIGSYS"),
        ("prlimit64", (1, 11, 0, BUFFER), "SIGSYS"),
        ("prlimit64", (0, 11, 0, BUFFER), 0),  # its own timers,
        ("prlimit64", (0, 11, ONES, 0), -EPERM),  # of which it can have no more
        # files, sockets, descriptors
        ("openat", (-100, PASSWD, 0), "SIGSYS"),
        ("execve", (PASSWD, 0, 0), "SIGSYS"),
        ("socket", (1, 1, 0), "SIGSYS"),
        ("io_uring_setup", (8, BUFFER), "SIGSYS"),
        ("memfd_create", (PASSWD, 0), "SIGSYS"),
        ("userfaultfd", (0,), "SIGSYS"),
        ("bpf", (0, BUFFER, 120), "SIGSYS"),
        ("perf_event_open", (BUFFER, 0, -1, -1, 0), "SIGSYS"),
        ("seccomp", (1, 0, BUFFER), "SIGSYS"),
        ("unshare", (CLONE_NEWUSER,), "SIGSYS"),
        *(("read", (fd, BUFFER, 1), "SIGSYS") for fd in range(6)),
        *(("write", (fd, BUFFER, 1), "SIGSYS") for fd in range(6)),
    ],
)
def test_what_is_within_reach(
    numbers: dict[str, int], name: str, arguments: tuple[int, ...], expected: int | str
) -> None:
    if name not in numbers:
        pytest.skip(f"this machine has no {name}()")
    assert call(numbers, name, *arguments) == expected


def test_memory_ends() -> None:
    """Its address space, beside its VM and what a run may need, is no more than it has to be."""
    taken = int(ordered("memory", Limits(memory="8MiB", wall_time=20, cpu_time=20)).stdout)
    assert (1 << 20) < taken < (300 << 20)


def test_timers_end() -> None:
    """They are counted for a user, whom all workers share, and the host may be: one that took
    them would keep all others from beginning."""
    assert ordered("timers").stdout == "0\n"


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ("exit 0", "exit code 0"),
        ("exit 77", "exit code 77"),
        ("exit 255", "exit code 255"),
        ("fault", "SIGSEGV"),
        ("stack", "SIGSEGV"),
        ("trap", "SIG"),
    ],
)
def test_ends(order: str, reason: str) -> None:
    assert reason in crashed(ordered(order))
