"""How workers shut themselves in: each protection alone, and all together, against a guest in C.

The guest (lock_in_guest.c) is compiled with csrc/worker/lock_in.c itself.  What a protection has to
prevent is tried without it as well, so that each test is known to be able to fail.
"""

from __future__ import annotations

import ctypes
import errno
import os
import re
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from isolation_helpers import CSRC, HERE, compiled, environment
from pkhost.limits import Limits
from pkhost.programs import Profile, run_program
from pkhost.programs.profiles import PROTECTIONS

PATIENCE = 60.0
CLONE_NEWUSER = 0x10000000
IS_ROOT = os.geteuid() == 0
# A user that nobody else is.
OTHER_USER = 0x30000000 + os.getpid()

# The order of enum worker_protection.
NAMES = re.findall(r"WORKER_(\w+),", (CSRC / "channel" / "control.h").read_text("utf-8"))[:11]
NAMES = [name.lower() for name in NAMES]
NAMESPACES = frozenset(name for name in NAMES if name.endswith("_namespace"))
LANDLOCK = ("landlock", "landlock_network", "landlock_scope")


@dataclass(frozen=True)
class Told:
    """What the guest has printed."""

    on: frozenset[str]
    errors: dict[str, int]
    outcome: str
    """``result`` with what the attempt returned, ``killed`` with a signal, or neither."""
    number: int


def drop_all_capabilities() -> None:
    """Of the bounding set: the next program has none of them, also if it is root's."""
    libc = ctypes.CDLL(None, use_errno=True)
    capability = 0
    while libc.prctl(24, capability, 0, 0, 0) == 0:
        capability += 1
    assert capability > 30


def enter_user_namespace(mapping: str) -> None:
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")
    if mapping:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(mapping)
        Path("/proc/self/gid_map").write_text(mapping)


@dataclass(frozen=True)
class Guest:
    program: Path
    user: int | None
    """Whom it runs as; None: as the tests."""
    without_rights: bool = False
    """Whether root has no capability, as in a container that has dropped all."""
    mapping: str | None = None
    """The users of the user namespace that it is to be in; None: it is in none of its own."""

    def start(self, *arguments: object) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.program, *map(str, arguments)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment() | {"ASAN_OPTIONS": "detect_leaks=0"},
            user=self.user,
            group=self.user,
            extra_groups=() if self.user else None,
            preexec_fn=self._prepare,  # noqa: PLW1509
        )

    def _prepare(self) -> None:
        if self.without_rights:
            drop_all_capabilities()
        if self.mapping is not None:
            enter_user_namespace(self.mapping)

    def run(self, protections: str, who: str, attempt: str, *numbers: int) -> Told:
        """One attempt; ``numbers`` are the attempt's own, then the limits of the worker."""
        with self.start(protections, who, attempt, *numbers) as process:
            try:
                said, errors = process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                raise
        assert (process.returncode, errors) == (0, ""), said
        return told(said)


def told(text: str) -> Told:
    facts = dict(line.split(" ", 1) for line in text.splitlines())
    bits = int(facts["on"])
    errors = dict(zip(NAMES, map(int, facts["errors"].split()), strict=True))
    outcome = next((word for word in ("result", "killed", "exited") if word in facts), "nothing")
    return Told(
        on=frozenset(name for bit, name in enumerate(NAMES) if bits >> bit & 1),
        errors={name: number for name, number in errors.items() if number},
        outcome=outcome,
        number=int(facts.get(outcome, "0").split()[0]),
    )


def build(target: Path, *options: str) -> Path:
    sources = [HERE / "lock_in_guest.c", CSRC / "worker" / "allow_list.c"]
    sources += sorted((CSRC / "confine").glob("*.c"))
    return compiled(target, sources, "-D_GNU_SOURCE", *options)


@pytest.fixture(scope="module")
def lock_in() -> Iterator[Path]:
    """The guest, where every user may reach it."""
    folder = Path(tempfile.mkdtemp(prefix="pkhost-lock-in-"))
    folder.chmod(0o755)
    yield build(folder / "guest")
    shutil.rmtree(folder)


@pytest.fixture(params=["as is", pytest.param("as another user", marks=pytest.mark.skipif(
    not IS_ROOT, reason="only root can run it as another user"))])  # fmt: skip
def guest(lock_in: Path, request: pytest.FixtureRequest) -> Guest:
    return Guest(lock_in, None if request.param == "as is" else OTHER_USER)


def landlock_version() -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    version: int = libc.syscall(444, None, ctypes.c_size_t(0), 1)
    return version


needs_landlock = pytest.mark.skipif(landlock_version() < 1, reason="this kernel has no Landlock")
needs_scope = pytest.mark.skipif(landlock_version() < 6, reason="Landlock has no scopes here")
needs_network = pytest.mark.skipif(landlock_version() < 4, reason="Landlock has no TCP here")


def test_the_names_are_those_of_programs() -> None:
    assert len(NAMES) == 11
    assert set(NAMES) == PROTECTIONS.keys() - {"cgroup", "cpu_accounting"}


# ---- All of it ----


def test_an_engine_can_compute_locked_in(guest: Guest) -> None:
    for who in ("worker", "group"):
        answer = guest.run("namespaces,all", who, "compute")
        assert (answer.outcome, answer.number) == ("result", 0)
        assert {"no_new_privs", "unprivileged", "seccomp"} <= answer.on
        # What is not on says why, and what is on says nothing.
        assert answer.on | answer.errors.keys() == set(NAMES)
        assert not answer.on & answer.errors.keys()


def test_a_worker_seen_from_outside(guest: Guest) -> None:
    """By what the kernel says of its process."""
    with guest.start("all", "worker", "stay", 0, 0, 0, 0, 0, 0, 1 << 30, 100) as process:
        try:
            assert process.stdout is not None
            lines = [process.stdout.readline().split() for _ in range(3)]
            worker = Path("/proc") / lines[2][1]
            status = dict(
                line.split(":\t", 1) for line in (worker / "status").read_text().splitlines()
            )
            limits = {
                line[:25].strip(): line[25:].split()[:2]
                for line in (worker / "limits").read_text().splitlines()
            }
            open_files = list((worker / "fd").iterdir()) if IS_ROOT else []
        finally:
            process.kill()
    assert status["NoNewPrivs"] == "1"
    assert status["Seccomp"] == "2"
    assert status["Seccomp_filters"] == "1"
    assert status["Threads"] == "1"
    for which in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(status[which], 16) == 0
    if IS_ROOT and guest.user is None:
        assert int(status["CapBnd"], 16) == 0
        users = set(status["Uid"].split())
        assert len(users) == 1 and users == set(status["Gid"].split())
        assert int(users.pop()) >= 0x20000000
        assert status["Groups"].strip() == ""
    assert open_files == []
    for name in ("Max open files", "Max file size", "Max core file size", "Max locked memory",
                 "Max msgqueue size", "Max nice priority", "Max realtime priority"):  # fmt: skip
        assert limits[name] == ["0", "0"], name
    assert limits["Max processes"][0] == "0"
    assert limits["Max address space"][0] == str(1 << 30)
    assert limits["Max cpu time"] == ["100", "100"]


def test_a_worker_ends_with_the_thread_that_forked_it(guest: Guest) -> None:
    """Without a process namespace, where nothing else would end it."""
    with guest.start("all", "worker", "stay") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline().split() for _ in range(3)]
        pidfd = os.pidfd_open(int(lines[2][1]))
        try:
            process.kill()
            assert select.select([pidfd], [], [], PATIENCE)[0] == [pidfd]
        finally:
            os.close(pidfd)


def test_a_sanitizer_can_report(tmp_path: Path) -> None:
    """In a worker of scripts/sanitize, and as the last thing that this does."""
    guest = Guest(build(tmp_path / "guest", "-fsanitize=address"), None)
    assert guest.run("all", "worker", "write_beyond", 7).number == 0
    with guest.start("all", "worker", "write_beyond", 8) as process:
        said, report = process.communicate(timeout=PATIENCE)
    assert "ERROR: AddressSanitizer: heap-buffer-overflow" in report
    assert (told(said).outcome, told(said).number) == ("exited", 1)


# ---- Limits ----


@pytest.mark.parametrize(("size", "result"), [(1 << 28, 0), (1 << 30, -errno.ENOMEM)])
def test_address_space(guest: Guest, size: int, result: int) -> None:
    answer = guest.run("all", "worker", "use_memory", size, 0, 0, 0, 0, 0, 1 << 30)
    assert (answer.outcome, answer.number) == ("result", result)


def test_processor_time(guest: Guest) -> None:
    answer = guest.run("all", "worker", "use_processor", 0, 0, 0, 0, 0, 0, 0, 1)
    assert (answer.outcome, answer.number) == ("killed", signal.SIGKILL)


def test_a_worker_cannot_raise_its_limits(guest: Guest) -> None:
    answer = guest.run("all", "worker", "raise_limit", 0, 0, 0, 0, 0, 0, 1 << 30)
    assert (answer.outcome, answer.number) == ("killed", signal.SIGSYS)
    # Without the filter, it could.
    answer = guest.run("unprivileged", "worker", "raise_limit", 0, 0, 0, 0, 0, 0, 1 << 30)
    assert (answer.outcome, answer.number) == ("result", 0)


def test_a_worker_forks_nothing(guest: Guest) -> None:
    for protections in ("all", "namespaces,all"):
        answer = guest.run(protections, "worker", "fork_once")
        assert (answer.outcome, answer.number) == ("result", -errno.EAGAIN)
    assert guest.run("all", "forker", "fork_once").number > 0
    answer = guest.run("all", "worker", "start_thread")
    assert (answer.outcome, answer.number) == ("killed", signal.SIGSYS)


@pytest.mark.skipif(not IS_ROOT, reason="only root has rights to lose")
@pytest.mark.parametrize("namespaces", ["namespaces,", ""])
def test_root_that_may_not_be_another_user_forks_nothing_either(
    lock_in: Path, namespaces: str
) -> None:
    """The kernel's limit on processes does not bind root: a second filter does it."""
    guest = Guest(lock_in, None, without_rights=True)
    answer = guest.run(namespaces + "all", "worker", "compute")
    assert (answer.outcome, answer.number) == ("result", 0)
    assert "unprivileged" not in answer.on and answer.errors["unprivileged"]
    answer = guest.run(namespaces + "all", "worker", "fork_once")
    assert (answer.outcome, answer.number) == ("killed", signal.SIGSYS)
    assert guest.run(namespaces + "all", "forker", "fork_once").number > 0
    assert guest.run(namespaces + "all", "group", "start_thread").outcome == "result"


@pytest.mark.skipif(not IS_ROOT, reason="needs root outside of the user namespace")
@pytest.mark.parametrize("mapping", ["1000 0 1", ""], ids=["as another user", "as nobody"])
def test_root_of_another_name_forks_nothing_either(lock_in: Path, mapping: str) -> None:
    """Root that has started a container as another user there is root to the kernel still, which
    no number shows."""
    guest = Guest(lock_in, None, mapping=mapping)
    try:
        answer = guest.run("all", "worker", "compute")
    except subprocess.SubprocessError as error:
        pytest.skip(f"this system has no user namespaces: {error}")
    assert (answer.outcome, answer.number) == ("result", 0)
    assert "unprivileged" not in answer.on and answer.errors["unprivileged"]
    answer = guest.run("all", "worker", "fork_once")
    assert (answer.outcome, answer.number) == ("killed", signal.SIGSYS)
    assert guest.run("all", "forker", "fork_once").number > 0
    assert guest.run("all", "group", "start_thread").outcome == "result"


def test_a_group_starts_threads_and_forks_nothing(guest: Guest) -> None:
    answer = guest.run("all", "group", "start_thread")
    assert (answer.outcome, answer.number) == ("result", 0)
    answer = guest.run("all", "group", "fork_once")
    assert (answer.outcome, answer.number) == ("killed", signal.SIGSYS)


# ---- Each protection alone ----


def test_no_new_privs(guest: Guest) -> None:
    assert guest.run("no_new_privs", "forker", "new_privileges").number == 1
    assert guest.run("none", "forker", "new_privileges").number == 0


def test_without_no_new_privs_there_is_no_filter_for_who_has_no_rights(guest: Guest) -> None:
    answer = guest.run("unprivileged,seccomp", "forker", "new_privileges")
    assert "seccomp" not in answer.on
    assert answer.errors["seccomp"] in (errno.EACCES, errno.EPERM)


@needs_landlock
@pytest.mark.parametrize("attempt", ["read_file", "list_root", "make_file"])
def test_landlock_on_files(guest: Guest, attempt: str) -> None:
    answer = guest.run("no_new_privs,landlock", "forker", attempt)
    assert (answer.outcome, answer.number) == ("result", -errno.EACCES)
    assert guest.run("no_new_privs", "forker", attempt).number >= 0
    Path("/tmp/pkhost-lock-in").unlink(missing_ok=True)


@needs_network
def test_landlock_on_tcp(guest: Guest) -> None:
    answer = guest.run("no_new_privs,landlock", "forker", "connect_tcp")
    assert (answer.outcome, answer.number) == ("result", -errno.EACCES)
    assert guest.run("no_new_privs", "forker", "connect_tcp").number == 0


@needs_scope
@pytest.mark.parametrize("attempt", ["connect_abstract", "signal_outsider"])
def test_landlock_on_what_is_outside(guest: Guest, attempt: str) -> None:
    answer = guest.run("no_new_privs,landlock", "forker", attempt)
    assert (answer.outcome, answer.number) == ("result", -errno.EPERM)
    assert guest.run("no_new_privs", "forker", attempt).number == 0


def test_landlock_that_the_kernel_has_not_is_told_as_that(guest: Guest) -> None:
    answer = guest.run("no_new_privs,landlock", "forker", "new_privileges")
    version = landlock_version()
    expected = {"landlock": 1, "landlock_network": 4, "landlock_scope": 6}
    assert answer.on & set(LANDLOCK) == {name for name in LANDLOCK if version >= expected[name]}


def test_unprivileged(guest: Guest) -> None:
    assert guest.run("unprivileged", "forker", "capabilities").number == 0
    answer = guest.run("unprivileged", "forker", "become_root")
    assert (answer.outcome, answer.number) == ("result", -errno.EPERM)
    if IS_ROOT and guest.user is None:
        assert guest.run("none", "forker", "capabilities").number != 0
        assert guest.run("none", "forker", "become_root").number == 0
        assert guest.run("unprivileged", "forker", "bounding_set").number == 0
        user = guest.run("unprivileged", "forker", "user_now").number
        assert 0x20000000 <= user < 0x30000000
    else:
        assert guest.run("unprivileged", "forker", "user_now").number == guest.user


# ---- Namespaces ----


def namespaces_of(guest: Guest) -> frozenset[str]:
    return guest.run("namespaces", "forker", "process_id").on


def test_a_process_namespace(guest: Guest) -> None:
    if "pid_namespace" not in namespaces_of(guest):
        pytest.skip("there are no process namespaces for this user")
    # The zygote is process 1, its second thread 2.
    assert guest.run("namespaces", "forker", "process_id").number == 3


def test_an_empty_root(guest: Guest) -> None:
    if "mount_namespace" not in namespaces_of(guest):
        pytest.skip("there are no mount namespaces for this user")
    assert guest.run("namespaces", "forker", "entries_of_root").number == 2
    assert guest.run("none", "forker", "entries_of_root").number > 4
    assert guest.run("namespaces", "forker", "read_file").number == -errno.ENOENT
    assert guest.run("namespaces", "forker", "make_file").number == -errno.ENOENT


def test_a_network_of_its_own(guest: Guest) -> None:
    if "network_namespace" not in namespaces_of(guest):
        pytest.skip("there are no network namespaces for this user")
    for attempt in ("connect_tcp", "connect_abstract"):
        assert guest.run("namespaces", "forker", attempt).number < 0
        assert guest.run("none", "forker", attempt).number == 0


def test_a_host_name_of_its_own(guest: Guest) -> None:
    if "uts_namespace" not in namespaces_of(guest):
        pytest.skip("there are no host name namespaces for this user")
    assert guest.run("namespaces", "forker", "hostname").number == 1
    assert guest.run("none", "forker", "hostname").number == 0


def test_shared_memory_of_its_own(guest: Guest) -> None:
    if "ipc_namespace" not in namespaces_of(guest):
        pytest.skip("there are no namespaces of System V IPC for this user")
    libc = ctypes.CDLL(None, use_errno=True)
    key = 0x706B0000 | os.getpid() & 0xFFFF
    memory = libc.shmget(key, ctypes.c_size_t(4096), 0o1666)
    assert memory >= 0, os.strerror(ctypes.get_errno())
    try:
        assert guest.run("namespaces", "forker", "shared_memory", key).number == -errno.ENOENT
        assert guest.run("none", "forker", "shared_memory", key).number == memory
    finally:
        libc.shmctl(memory, 0, None)


def test_namespaces_that_the_system_refuses_are_told_and_are_no_failure(lock_in: Path) -> None:
    """In pkhost's own filter for programs, which refuses them as a container's does."""
    result = run_program(
        [str(lock_in), "namespaces,all", "forker", "compute"],
        profile=Profile("few", frozenset({"no_new_privs", "seccomp"})),
        limits=Limits(wall_time=PATIENCE),
    )
    assert result.exit_code == 0, result
    answer = told(result.stdout)
    assert (answer.outcome, answer.number) == ("result", 0)
    assert not answer.on & NAMESPACES
    assert {answer.errors[name] for name in NAMESPACES} == {errno.EPERM}
    assert {"no_new_privs", "seccomp", "unprivileged"} <= answer.on


# ---- The allow-list ----

# What is allowed with arguments that are all zero.
ALLOWED_TO_ALL = frozenset({
    "brk", "clock_gettime", "clock_nanosleep", "exit", "exit_group", "futex", "getcpu", "getrandom",
    "gettid", "mprotect", "mremap", "munmap", "restart_syscall", "rt_sigaction", "rt_sigprocmask",
    "rt_sigreturn", "sched_getaffinity", "sched_yield", "set_robust_list", "sigaltstack",
    "timer_delete", "timer_settime",
})  # fmt: skip
ALLOWED = {
    "forker": ALLOWED_TO_ALL | {"close_range", "getppid"},
    "group": ALLOWED_TO_ALL | {"clone3", "rseq"},  # clone3: does not exist, is what it answers
}
# No filter is asked about these: the kernel's own way back from a probe that root has put up.
NOT_FILTERED = frozenset({335, 336}) if os.uname().machine == "x86_64" else frozenset[int]()


@pytest.fixture(scope="module")
def call_numbers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The number of every system call that this machine's headers name."""
    source = "#include <asm/unistd.h>\n"
    macros = subprocess.run(
        ["gcc", "-E", "-dM", "-"], input=source, capture_output=True, text=True, check=True
    ).stdout
    names = re.findall(r"#define __NR_(\w+) \d+", macros)
    assert len(names) > 250
    source += "#include <stdio.h>\nint main(void) {\n"
    source += "".join(f'printf("{name} %d\\n", __NR_{name});\n' for name in names) + "}\n"
    folder = tmp_path_factory.mktemp("numbers")
    (folder / "numbers.c").write_text(source)
    program = compiled(folder / "numbers", [folder / "numbers.c"])
    lines = subprocess.run([program], capture_output=True, text=True, check=True).stdout.split("\n")
    return {name: int(number) for name, number in (line.split() for line in lines if line)}


def sweep(lock_in: Path, who: str, first: int, end: int) -> set[int]:
    """The numbers of calls that do not end the process by SIGSYS."""
    with Guest(lock_in, None).start("seccomp", who, "sweep", first, end) as process:
        said, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "")
    return set(map(int, said.split()))


@pytest.mark.parametrize("who", ALLOWED)
def test_every_other_number_ends_the_process(
    lock_in: Path, call_numbers: dict[str, int], who: str
) -> None:
    expected = {call_numbers[name] for name in ALLOWED[who]}
    assert sweep(lock_in, who, 0, 700) - NOT_FILTERED == expected


@pytest.mark.parametrize(
    "first",
    [0x40000000, 0x7FFFFFFF - 300, 0x80000000, 0xFFFFFFFF - 300, 0xFFFFFFFF40000000],
    ids=["x32", "highest", "negative", "last", "more than 32 bits"],
)
def test_no_number_far_from_those_is_a_call(lock_in: Path, first: int) -> None:
    assert sweep(lock_in, "forker", first, first + 300) == set()


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="only x86_64 has such calls")
@pytest.mark.parametrize("number", [1, 20, 24, 240])  # exit, getpid, getuid, futex of i386
def test_a_32_bit_call_ends_the_process(lock_in: Path, number: int) -> None:
    guest = Guest(lock_in, None)
    answer = guest.run("no_new_privs,seccomp", "forker", "raw32", number)
    assert (answer.outcome, answer.number) == ("killed", signal.SIGSYS)


READ, WRITE, EXECUTE = 1, 2, 4
SHARED, PRIVATE, FIXED, ANONYMOUS, GROWS_DOWN = 1, 2, 0x10, 0x20, 0x100
LOCKED, POPULATE, HUGE = 0x2000, 0x8000, 0x40000
THREAD = 0x3D0F00
OWN = PRIVATE | ANONYMOUS
PAGE = 1 << 16  # a multiple of any machine's

# A call, its arguments, and whether it is allowed.
ARGUMENTS: list[tuple[str, tuple[int, ...], bool]] = [
    ("mmap", (0, PAGE, READ | WRITE, OWN, -1, 0), True),
    ("mmap", (0, PAGE, 0, OWN | POPULATE, -1, 0), True),
    ("mmap", (0, PAGE, READ | EXECUTE, OWN, -1, 0), False),
    ("mmap", (0, PAGE, READ, PRIVATE, 0, 0), False),
    ("mmap", (0, PAGE, READ, SHARED | ANONYMOUS, -1, 0), False),
    ("mmap", (0, PAGE, READ, SHARED, 0, 0), False),
    ("mmap", (0, PAGE, READ, OWN | HUGE, -1, 0), False),
    ("mmap", (0, PAGE, READ, OWN | LOCKED, -1, 0), False),
    ("mmap", (0, PAGE, READ, OWN | GROWS_DOWN, -1, 0), False),
    ("mprotect", (0, 0, READ | WRITE), True),
    ("mprotect", (0, 0, READ | EXECUTE), False),
    ("mprotect", (0, 0, 0x01000000), False),  # PROT_GROWSDOWN
    ("mremap", (0, 0, 0, 1), True),
    ("mremap", (0, 0, 0, 3), False),  # to a fixed place
    ("mremap", (0, 0, 0, 5), False),  # leaving the old one as it is
    *[("madvise", (0, 0, advice), True) for advice in (4, 8, 10, 11, 14, 15, 22, 23)],
    *[("madvise", (0, 0, advice), False) for advice in (0, 9, 12, 21, 25, 31, 32, 36, 100, 101)],
    ("madvise", (0, 0, 4 + 32), False),
    ("madvise", (0, 0, 0xFFFFFFFF), False),
    *[("futex", (0, operation), True) for operation in (0, 1, 9, 128, 129, 128 + 256 + 9)],
    *[("futex", (0, operation), False) for operation in (2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 64)],
    *[("clock_gettime", (clock, 0), True) for clock in range(8)],
    *[("clock_gettime", (clock, 0), False) for clock in (8, 9, 11, 16, 31, 32, -2, -6, 0xFFFFFFFA)],
    ("clock_nanosleep", (1, 0, 0, 0), True),
    ("clock_nanosleep", (8, 0, 0, 0), False),
    ("timer_create", (1, 0, 0), True),
    ("timer_create", (0xFFFFFFFE, 0, 0), True),
    ("timer_create", (0, 0, 0), False),
    ("timer_create", (0xFFFFFFFA, 0, 0), False),
    ("prctl", (1, 9), True),  # PR_SET_PDEATHSIG, SIGKILL
    ("prctl", (1, 0), False),
    ("prctl", (22, 2, 0), False),  # PR_SET_SECCOMP
    ("prctl", (4, 1), False),  # PR_SET_DUMPABLE
    ("prctl", (38, 1), False),  # PR_SET_NO_NEW_PRIVS
    ("clone", (THREAD,), False),
    ("clone", (signal.SIGCHLD | 0x10000000,), False),  # a user namespace
    ("clone", (signal.SIGCHLD | 0x100,), False),  # the same memory
    ("clone", (signal.SIGCHLD | 0x00008000,), False),  # the same parent
    ("clone", (0,), False),
    ("clone3", (0, 0), False),
    ("prlimit64", (0, 9, 0, 0), False),
    ("kill", (0, 0), False),
    ("tgkill", (0, 0, 0), False),
    ("seccomp", (1, 0, 0), False),
    ("execve", (0, 0, 0), False),
]


@pytest.mark.parametrize("arguments", ARGUMENTS, ids=lambda one: f"{one[0]} {one[1]} {one[2]}")
def test_arguments(
    lock_in: Path, call_numbers: dict[str, int], arguments: tuple[str, tuple[int, ...], bool]
) -> None:
    name, values, allowed = arguments
    words = [value % (1 << 64) for value in (call_numbers[name], *values)]
    # Who is no other user is not bound by the limit on processes, and may have one filter more.
    answer = Guest(lock_in, None).run("no_new_privs,unprivileged,seccomp", "forker", "raw", *words)
    if allowed:
        assert answer.outcome == "result"
    else:
        assert (answer.outcome, answer.number) == ("killed", signal.SIGSYS)
