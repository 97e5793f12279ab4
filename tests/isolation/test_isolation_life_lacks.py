"""What the system refuses a host whose scripts are in processes is an EngineError that names it
and the way out, never a fault of the script's; and later runs work.

tests/engine/test_engine_resources.py is the same for scripts in threads.
"""

from __future__ import annotations

import os

import pytest

from isolation_helpers import host_ends_well

pytestmark = pytest.mark.usefixtures("process_home")

HELP = """
import os
import resource


def limit(which, soft, hard=None):
    before = resource.getrlimit(which)
    resource.setrlimit(which, (soft, before[1] if hard is None else hard))
    return lambda: resource.setrlimit(which, before)


def refused(work, word):
    try:
        work()
    except EngineError as error:
        assert word in str(error), error
        return
    raise AssertionError("nothing was refused")


def address_space():
    return int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
"""


def lacking(code: str) -> None:
    host_ends_well(HELP + code)


@pytest.mark.parametrize("left", [0, 1, 2, 5])
def test_few_timers(left: int) -> None:
    """As after `ulimit -S -i`, which says nothing of what may be had."""
    lacking(f"""
limit(resource.RLIMIT_SIGPENDING, {left})
for _ in range(5):
    assert run_script("1 + 1").value == 2
vm = VM()
assert vm.start("1").result(60).value == 1
""")


@pytest.mark.parametrize("left", [0, 1, 2, 5])
def test_few_timers_for_ever(left: int) -> None:
    """As after `ulimit -i`: each run is in a process with its timers, or refused."""
    lacking(f"""
limit(resource.RLIMIT_SIGPENDING, {left}, {left})

def one():
    try:
        return run_script("1").status
    except EngineError as error:
        assert "ulimit -i" in str(error), error
        return None

said = {{one() for _ in range(10)}}
assert said <= {{None, Status.OK}}, said
""")


def test_no_threads() -> None:
    """A run that somebody waits for needs none."""
    lacking("""
vm = VM()
assert vm.run("1").value == 1
if os.geteuid() == 0:
    os.setresuid(65533, 65533, 65533)  # root has no limit on processes
undo = limit(resource.RLIMIT_NPROC, 0)
for _ in range(3):
    assert vm.run("1 + 1").value == 2
    refused(lambda: vm.start("1"), "ulimit -u")
    assert run_script("1 + 1").value == 2  # what is forked is not of this process
undo()
assert vm.start("3").result(60).value == 3
""")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a user of its own, with no other processes")
def test_room_of_closed_vms() -> None:
    """A host at its limit on processes has room as soon as it has closed VMs."""
    lacking("""
user = 60_000 + os.getpid() % 5_000
os.setresuid(user, user, user)  # root has no limit on processes
limit(resource.RLIMIT_NPROC, 12)
for _ in range(20):
    vms = []

    def fill():
        while True:
            vms.append(VM())
            assert vms[-1].run("1 + 1").value == 2

    refused(fill, "ulimit -u")
    assert len(vms) > 2
    for vm in vms:
        vm.close()
    for _ in range(5):
        assert run_script("1 + 1").value == 2
""")


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a user of its own, with no other processes")
def test_room_of_what_was_made_ahead() -> None:
    """Processes ahead of use take no room from one of another kind that is needed now."""
    lacking("""
user = 60_000 + os.getpid() % 5_000
os.setresuid(user, user, user)  # root has no limit on processes
limit(resource.RLIMIT_NPROC, 5)  # this one, the zygote's two threads, two for scripts
for _ in range(20):
    assert run_script("1 + 1").value == 2
    assert run_script("1 + 1", limits=Limits(memory="8MiB")).value == 2
""")


def test_no_threads_for_map() -> None:
    lacking("""
with VMPool(2) as pool:
    if os.geteuid() == 0:
        os.setresuid(65533, 65533, 65533)
    undo = limit(resource.RLIMIT_NPROC, 0)
    refused(lambda: list(pool.map(["1"])), "ulimit -u")
    undo()
    assert [r.value for r in pool.map(["1", "2", "3"])] == [1, 2, 3]
""")


def test_few_threads_for_map() -> None:
    """A thread of it is begun by another one, after which there may be none left."""
    lacking("""
import threading

def start(thread):
    raise RuntimeError("can't start new thread")

threading.Thread.start = start
with VMPool(2) as pool:
    assert [r.value for r in pool.map(["1", "2", "3"])] == [1, 2, 3]
""")


def test_no_address_space() -> None:
    lacking("""
vm = VM()
assert vm.run("1").value == 1
vm.run("x = [1] * 200000").check()
undo = limit(resource.RLIMIT_AS, address_space() + (1 << 20))
vms = []

def make():
    while True:
        vms.append(VM())

refused(make, "ulimit -v")
refused(vm.snapshot, "ulimit -v")
refused(lambda: vm.start("1"), "ulimit -v")  # the stack of the thread that attends it
assert vm.run("len(x)").value == 200000
undo()
assert vm.snapshot().size > 0
assert vm.start("2").result(60).value == 2
assert VM().run("1 + 1").value == 2
assert all(one.run("3").value == 3 for one in vms)
""")


def test_no_descriptors() -> None:
    """Each process that is made brings one, for a moment.  A VM that needs another process says
    the same as one that needs its first."""
    lacking("""
from pkhost import Policy

OPEN = Policy.open()  # has what a script can crash by
vm = VM(policy=OPEN)
assert vm.run("1").value == 1
vm.snapshot()  # which is imported when it is used first
vms, files = [], []

def make():
    while True:
        vms.append(VM(policy=OPEN))

try:
    while True:
        files.append(open("/dev/null"))
except OSError:
    pass
refused(make, "ulimit -n")
assert vm.run("1 + 1").value == 2
assert vm.run("import stdc\\nstdc.memset(8, 0, 64)").status is Status.CRASHED
for use in (lambda: vm.run("1"), lambda: vm.start("1"), lambda: vm.eval("1"), vm.snapshot):
    refused(use, "ulimit -n")
for file in files:
    file.close()
assert vm.run("1 + 1").value == 2
assert VM().run("1 + 1").value == 2
assert all(one.run("3").value == 3 for one in vms)
""")


FILTER = """
import ctypes
import errno
import platform
import struct


def refuse(numbers, error):
    # A filter as of an old kernel, or of a sandbox around the host: for it and all that it starts.
    number = numbers[platform.machine()]
    refused, allowed = 0x50000 | error, 0x7FFF0000
    program = [(0x20, 0, 0, 0), (0x15, 0, 1, number), (6, 0, 0, refused), (6, 0, 0, allowed)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *each) for each in program))
    given = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", 4, ctypes.addressof(code)))
    libc = ctypes.CDLL(None)
    assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, given, 0, 0) == 0
"""


@pytest.mark.parametrize("error", ["ENOSYS", "EPERM"])
@pytest.mark.parametrize(
    ("numbers", "word"),
    [
        ({"x86_64": 302, "aarch64": 261}, "its limits (prlimit): "),
        ({"x86_64": 436, "aarch64": 436}, "closing descriptors (close_range, since Linux 5.9): "),
    ],
    ids=["prlimit", "close_range"],
)
def test_a_call_that_is_refused_is_named(numbers: dict[str, int], word: str, error: str) -> None:
    lacking(f"""{FILTER}
refuse({numbers}, errno.{error})
for make in (VM, lambda: VM(group="g")):
    try:
        make()
    except EngineError as refusal:
        assert {word!r} + os.strerror(errno.{error}) in str(refusal), refusal
        assert 'isolation="thread"' in str(refusal) and "seccomp" not in str(refusal), refusal
    else:
        raise AssertionError("nothing was refused")
assert VM(isolation="thread").run("1").value == 1
""")
