"""What a script can do that has taken the engine over: to its host in a thread, and to a worker.

The scripts in red_team/ read and write any memory (PocketPy's ``stdc``, which no policy but the
open one has), find the C library by what the dynamic linker has left, and replace the address of a
destructor, so that PocketPy calls what they like with any arguments; no machine code of their own
is needed.  Each is run in both homes, in a host that is thrown away: in a thread it gets what it is
after, so the attack is real, and as a process it gets nothing.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from isolation_helpers import python_environment
from pkhost import VM, Limits, Policy, ScriptResult, VMPool, run_script
from pkhost.engine.isolation import Isolation
from worker_processes import zygote_and_workers

SECRET = "the secret of the host"
PATIENCE = 120.0

SCRIPTS = Path(__file__).with_name("red_team")
HOST = Path(__file__).with_name("red_team_host.py")

if sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"):
    pytest.skip("the scripts know the ELF files of two machines", allow_module_level=True)

needs_x86_64 = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="calls with several arguments are written for x86-64"
)
needs_process = pytest.mark.usefixtures("process_home")


@dataclass
class Host:
    """What became of a host."""

    exit_code: int
    stderr: str
    status: str = ""
    stdout: str = ""
    error: str = ""
    after: str = ""
    heap: str = ""
    victim: int = 0


def attacked(home: str, attack: str, folder: Path) -> Host:
    done = subprocess.run(
        [sys.executable, HOST, home, attack, folder],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=python_environment(),
        check=False,
    )
    facts = json.loads(done.stdout) if done.stdout else {}
    return Host(done.returncode, done.stderr, **facts)


def test_in_a_thread_a_command_is_run(tmp_path: Path) -> None:
    host = attacked("thread", "command", tmp_path)
    assert host.stdout == "found\ncalled\n", host
    assert (tmp_path / "taken").read_text() == "taken over\n"


def test_in_a_thread_the_environment_is_read(tmp_path: Path) -> None:
    assert f"PKHOST_TEST_SECRET={SECRET}" in attacked("thread", "environment", tmp_path).stdout


def test_in_a_thread_the_heap_is_read_and_written(tmp_path: Path) -> None:
    host = attacked("thread", "heap", tmp_path)
    assert (host.stdout, host.heap) == (f"{SECRET}, on the heap\n", "overwritten")


def test_in_a_thread_the_heap_is_searched(tmp_path: Path) -> None:
    assert f"{SECRET}, on the heap\n" in attacked("thread", "search", tmp_path).stdout


def test_in_a_thread_another_vm_is_read(tmp_path: Path) -> None:
    assert attacked("thread", "neighbour", tmp_path).stdout == f"{SECRET}, of a VM\n"


@needs_x86_64
def test_in_a_thread_a_descriptor_is_read(tmp_path: Path) -> None:
    assert attacked("thread", "descriptor", tmp_path).stdout == f"{SECRET}, in a pipe\n"


@needs_x86_64
def test_in_a_thread_a_process_is_killed(tmp_path: Path) -> None:
    assert attacked("thread", "kill", tmp_path).victim == -9


@needs_x86_64
def test_in_a_thread_the_host_is_killed(tmp_path: Path) -> None:
    assert attacked("thread", "kill_host", tmp_path).exit_code == -9


def test_in_a_thread_the_host_is_ended(tmp_path: Path) -> None:
    assert attacked("thread", "exit", tmp_path).exit_code == 3


def nothing_reached(attack: str, folder: Path) -> Host:
    """Run an attack on a VM in a process of its own: the host is as it was, and goes on."""
    host = attacked("process", attack, folder)
    assert host.exit_code == 0, host
    assert host.after == "goes on\n", host
    assert host.heap == f"{SECRET}, on the heap", host
    assert host.victim == 0, host
    assert SECRET not in host.stdout + host.error, host
    assert list(folder.iterdir()) == [], host
    return host


# What ends each of them, by a part of the message: the filter of system calls, the engine that
# meets a fault of its own, or the script itself.
BY_FILTER, BY_FAULT = "SIGSYS", "SIGSEGV"


@needs_process
@pytest.mark.parametrize(
    ("attack", "by"),
    [
        ("command", BY_FILTER),
        pytest.param("descriptor", BY_FILTER, marks=needs_x86_64),
        pytest.param("kill", BY_FILTER, marks=needs_x86_64),
        pytest.param("kill_host", BY_FILTER, marks=needs_x86_64),
        ("exit", "exit code 3"),
        ("heap", BY_FAULT),
        ("search", BY_FAULT),
    ],
)
def test_in_a_process_nothing_is_reached(tmp_path: Path, attack: str, by: str) -> None:
    host = nothing_reached(attack, tmp_path)
    assert host.status == "CRASHED", host
    assert by in host.error, host


@needs_process
def test_in_a_process_there_is_no_environment(tmp_path: Path) -> None:
    host = nothing_reached("environment", tmp_path)
    assert (host.status, host.stdout) == ("OK", "")


@needs_process
def test_in_a_process_there_is_no_other_vm(tmp_path: Path) -> None:
    """At the address of the neighbour's value is nothing, or memory of its own."""
    nothing_reached("neighbour", tmp_path)


def left_for_the_next(run: Callable[[str], ScriptResult]) -> bool:
    """Whether a script finds what another one has left outside of its VM's memory."""

    def script(name: str) -> str:
        parts = (SCRIPTS / "memory.py", SCRIPTS / f"{name}.py")
        return parts[0].read_text() + "MARK = 0x5eed5eed\n" + parts[1].read_text()

    assert run(script("leave")).check().value is None
    return bool(run(script("find")).check().value)


def left_in(home: Isolation) -> set[bool]:
    """The answers in a pool, in a VM after a crash, and for runs alone."""
    limits, policy = Limits(memory="8MiB", steps=None), Policy.open()
    with VMPool(1, limits=limits, policy=policy, isolation=home) as pool:
        answers = {left_for_the_next(pool.run)}
    with VM(limits=limits, policy=policy, isolation=home) as vm:

        def on_new_vm(source: str) -> ScriptResult:
            result = vm.run(source)
            vm.run("import stdc\nstdc.memset(8, 0, 8)")  # ends a process of the VM's own
            return result

        answers.add(left_for_the_next(on_new_vm))

    def alone(source: str) -> ScriptResult:
        return run_script(source, limits=limits, policy=policy, isolation=home)

    return answers | {left_for_the_next(alone)}


def test_in_a_thread_something_is_left_for_the_next_script() -> None:
    assert left_in("thread") == {True}


@needs_process
def test_in_a_process_nothing_is_left_for_the_next_script() -> None:
    assert left_in("process") == {False}


def contains(process: int | str, secret: bytes) -> bool:
    """Whether a process can read this anywhere in its memory."""
    folder = Path("/proc") / str(process)
    with (folder / "mem").open("rb", buffering=0) as memory:
        for line in (folder / "maps").read_text().splitlines():
            limits, rights, *_ = line.split()
            if "r" not in rights or line.endswith(("[vvar]", "[vvar_vclock]", "[vsyscall]")):
                continue
            at, end = (int(limit, 16) for limit in limits.split("-"))
            kept = b""
            while at < end:
                memory.seek(at)
                try:
                    piece = memory.read(min(end - at, 1 << 20))
                except OSError:  # memory that cannot be had
                    break
                if secret in kept + piece:
                    return True
                kept = piece[-len(secret) :]
                at += len(piece)
    return False


@needs_process
def test_what_is_in_the_memory_of_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the host nothing, of VMs their own."""
    # Put together here, so that this is no constant of a file that is in memory too.
    secrets = {place: f"{place} {os.getpid()} {time.monotonic_ns()}" for place in ("host", "VM")}
    of_host, of_vm = (secret.encode() for secret in secrets.values())
    monkeypatch.setenv("PKHOST_TEST_SECRET", secrets["host"])
    with VM() as vm, VM() as neighbour, VMPool(2, setup="ready = 1") as pool:
        neighbour.set("secret", secrets["VM"])
        assert neighbour.eval("secret") == secrets["VM"]
        for one in (vm, pool):
            assert one.run("1").ok
        zygote, processes = zygote_and_workers()
        try:
            found = {process for process in processes if contains(process, of_vm)}
        except PermissionError as error:
            pytest.skip(f"the memory of other processes cannot be looked at: {error}")
        assert len(processes) >= 3
        assert len(found) == 1, found
        assert contains("self", of_host)
        assert not [one for one in (zygote, *processes) if contains(one, of_host)]
        assert not contains(zygote, of_vm)
