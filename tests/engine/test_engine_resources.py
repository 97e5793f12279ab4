"""What the system refuses (threads, timers, memory, descriptors) is an EngineError that names
it and the way out, never a fault of the script's; and later runs work."""

from __future__ import annotations

import os

import pytest

from engine_helpers import printed, python

BEGIN = """
import asyncio, os, re, resource, sys, threading
from pkhost import EngineError, VM, VMPool, Limits, Status, run_script

def limit(which, soft):
    hard = resource.getrlimit(which)[1]
    before = resource.getrlimit(which)
    resource.setrlimit(which, (soft, hard))
    return lambda: resource.setrlimit(which, before)

def refused(work, word):
    try:
        work()
    except EngineError as error:
        # One cause, and its way out; not another's.
        assert re.findall("ulimit -.", str(error)) == [word], error
        return
    raise AssertionError("nothing was refused")
"""


@pytest.mark.home("thread", reason="what a process lacks: isolation/test_isolation_life_lacks.py")
def test_no_timers() -> None:
    """RLIMIT_SIGPENDING counts timers too."""
    code = (
        BEGIN
        + """
assert run_script("1").value == 1            # a worker that has its timers
vms = [VM() for _ in range(4)]
undo = limit(resource.RLIMIT_SIGPENDING, 0)
busy = vms[0].start("while True: pass", limits=Limits(steps=None, wall_time=None, cpu_time=None))
for _ in range(3):
    refused(lambda: vms[1].run("1"), "ulimit -i")
    refused(lambda: vms[1].start("1"), "ulimit -i")
    refused(lambda: run_script("1"), "ulimit -i")
    refused(lambda: asyncio.run(vms[1].run_async("1")), "ulimit -i")
paused = vms[2].start("1", paused=True)
refused(paused.resume, "ulimit -i")
assert paused.paused
undo()
assert paused.resume() and paused.result().value == 1
assert vms[1].run("1 + 1").value == 2
assert busy.interrupt() and busy.result().status is Status.INTERRUPTED
assert all(vm.run("3").value == 3 for vm in vms)
print("well")
"""
    )
    assert printed(python(code)) == "well\n"


@pytest.mark.home("thread", reason="what a process lacks: isolation/test_isolation_life_lacks.py")
@pytest.mark.parametrize("left", [0, 1, 2, 3])
def test_few_timers_from_the_beginning(left: int) -> None:
    """As after `ulimit -i`: each run is served by a worker with its timers, or refused."""
    code = (
        BEGIN
        + f"""
def used():
    [line] = [l for l in open("/proc/self/status") if l.startswith("SigQ")]
    return int(line.split()[1].split("/")[0])

undo = limit(resource.RLIMIT_SIGPENDING, used() + {left})
def one():
    try:
        return run_script("1").status
    except EngineError as error:
        assert "ulimit -i" in str(error)
        return None
said = {{one() for _ in range(20)}}
assert said <= {{None, Status.OK}}, said
undo()
assert run_script("2").value == 2
print("well")
"""
    )
    assert printed(python(code)) == "well\n"


@pytest.mark.home("thread", reason="what a process lacks: isolation/test_isolation_life_lacks.py")
def test_no_threads() -> None:
    code = (
        BEGIN
        + """
if os.geteuid() == 0:
    os.setresuid(65533, 65533, 65533)        # root has no limit on processes
vm = VM()
undo = limit(resource.RLIMIT_NPROC, 0)
for _ in range(3):
    refused(lambda: vm.run("1"), "ulimit -u")
    refused(lambda: vm.start("1"), "ulimit -u")
undo()
assert vm.run("1 + 1").value == 2
print("well")
"""
    )
    if os.geteuid() == 0:
        code = code.replace("vm = VM()", "run_script('1')\nimport time; time.sleep(1.5)\nvm = VM()")
        code = code.replace("if os.geteuid", "run_script('1')\nif os.geteuid", 1)
    assert printed(python(code)) == "well\n"


@pytest.mark.home("thread", reason="what a process lacks: isolation/test_isolation_life_lacks.py")
def test_no_address_space() -> None:
    code = (
        BEGIN
        + """
vms = [VM()]
assert vms[0].run("1").value == 1
now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
undo = limit(resource.RLIMIT_AS, now + (1 << 20))
refused(VM, "ulimit -v")
refused(lambda: VMPool(3), "ulimit -v")
refused(lambda: vms[0].start("1"), "ulimit -v")   # a run that can pause has a stack
assert vms[0].run("1 + 1").value == 2
vms[0].run("x = [1] * 200000").check()
refused(vms[0].snapshot, "ulimit -v")
undo()
assert vms[0].snapshot().size > 0
assert VM().run("1 + 1").value == 2
print("well")
"""
    )
    assert printed(python(code)) == "well\n"


@pytest.mark.home("thread", reason="what a process lacks: isolation/test_isolation_life_lacks.py")
def test_no_address_space_for_a_thread() -> None:
    """To the C library it is the same error as too many threads."""
    code = (
        BEGIN
        + """
free = Limits(steps=None, wall_time=None, cpu_time=None)
vms = [VM() for _ in range(3)]
busy = vms[0].start("while True: pass", limits=free)
paused = vms[2].start("1", paused=True)
now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
undo = limit(resource.RLIMIT_AS, now + (1 << 20))
for _ in range(3):
    refused(lambda: vms[1].run("1"), "ulimit -v")
    refused(paused.resume, "ulimit -v")
assert paused.paused
undo()
assert paused.resume() and paused.result().value == 1
assert vms[1].run("1 + 1").value == 2
assert busy.interrupt() and busy.result().status is Status.INTERRUPTED
print("well")
"""
    )
    assert printed(python(code)) == "well\n"


def test_no_descriptors() -> None:
    code = (
        BEGIN
        + """
vm = VM()
assert vm.run("1").value == 1

async def main():
    assert (await vm.run_async("1")).value == 1  # its module is imported
    undo = limit(resource.RLIMIT_NOFILE, len(os.listdir("/proc/self/fd")) - 1)
    try:
        await vm.run_async("1")
    except EngineError as error:
        assert "ulimit -n" in str(error), error
    else:
        raise AssertionError("nothing was refused")
    assert vm.run("1 + 1").value == 2
    undo()
    assert (await vm.run_async("2")).value == 2

asyncio.run(main())
print("well")
"""
    )
    assert printed(python(code)) == "well\n"


@pytest.mark.parametrize(
    "call",
    ["vm.run_async('1')", "vm.eval_async('1')", "vm.call_async('f')", "pool.run_async('1')"],
)
def test_no_descriptors_for_the_first_call_on_a_loop(call: str) -> None:
    """Modules of pkhost's are read from files then."""
    code = (
        BEGIN
        + f"""
vm, pool = VM(), VMPool(1)
vm.run("def f(): return 1")

async def main():
    for _ in range(2):
        undo = limit(resource.RLIMIT_NOFILE, len(os.listdir("/proc/self/fd")) - 1)
        try:
            await {call}
        except EngineError as error:
            assert "ulimit -n" in str(error), error
        else:
            raise AssertionError("nothing was refused")
        finally:
            undo()
    await {call}

asyncio.run(main())
print("well")
"""
    )
    assert printed(python(code)) == "well\n"
