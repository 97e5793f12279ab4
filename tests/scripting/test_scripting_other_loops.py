"""Beside trio, gevent and subinterpreters: it works, or an error says what to do instead."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from scripting_processes import printed, python

TRIO = """
import trio
from pkhost import (
    VM, Limits, MisuseError, Status, VMPool, open_program_async, run_program_async
)

async def refused(call):
    try:
        await call()
    except MisuseError as error:
        assert "asyncio" in str(error) and "trio.to_thread" in str(error)
        return
    raise AssertionError("not refused")

async def converse():
    async with open_program_async(["cat"]):
        pass

async def main():
    for call in (
        lambda: vm.run_async("1"),
        lambda: vm.eval_async("1"),
        lambda: vm.call_async("f"),
        lambda: pool.run_async("1"),
        lambda: run_program_async(["true"]),
        converse,
    ):
        await refused(call)
    # And what it is told to do works, cancellation included.
    assert await trio.to_thread.run_sync(vm.eval, "1 + 1") == 2
    endless = Limits(steps=None, wall_time=None, cpu_time=None)
    results = []
    def work():
        results.append(vm.run("while True: pass", limits=endless))
    with trio.move_on_after(0.05):
        await trio.to_thread.run_sync(work, abandon_on_cancel=True)
    while not results:
        vm.interrupt()
        await trio.sleep(0.001)
    assert results[0].status is Status.INTERRUPTED

with VM() as vm, VMPool(1) as pool:
    trio.run(main)
    assert vm.run("2").value == 2
    assert pool.run("3").value == 3
print("well")
"""


def test_trio_is_told_to_use_a_thread() -> None:
    if importlib.util.find_spec("trio") is None:
        pytest.skip("trio is not installed")
    assert printed(python(TRIO)) == "well\n"


GEVENT = """
from gevent import monkey
monkey.patch_all()
import gevent, time
from pkhost import VM, VMBusyError, VMPool, run_program, run_script

vm = VM()
vm.expose(lambda: (time.sleep(0.01), 5)[1], "slow")
assert vm.eval("slow()") == 5
jobs = [gevent.spawn(run_script, str(n)) for n in range(5)]
gevent.joinall(jobs)
assert [job.value.value for job in jobs] == list(range(5))
assert vm.start("1").result().value == 1
with VMPool(2) as pool:
    assert [r.value for r in pool.map(["1", "2", "3"])] == [1, 2, 3]
    # A greenlet that waited for a VM of another one's would stop them all.
    def talk(*_): gevent.sleep(0.01)
    def run():
        try:
            return pool.run("print(1)", on_stdout=talk).status.value
        except VMBusyError as error:
            assert "threadpool" in str(error)
            return "refused"
    jobs = [gevent.spawn(run) for _ in range(4)]
    gevent.joinall(jobs, timeout=30)
    assert sorted(job.value for job in jobs) == ["ok", "ok", "refused", "refused"]
    # As it says: in threads of gevent's they wait for each other.
    threads = gevent.get_hub().threadpool
    jobs = [threads.spawn(pool.run, str(n)) for n in range(6)]
    assert [job.get().value for job in jobs] == list(range(6))
assert run_program(["echo", "x"]).stdout == "x\\n"
print("well")
"""


def test_gevent() -> None:
    if importlib.util.find_spec("gevent") is None:
        pytest.skip("gevent is not installed")
    assert printed(python(GEVENT)) == "well\n"


SUBINTERPRETER = """
import sys, threading
import _xxsubinterpreters as interpreters
import pkhost

free = pkhost.Limits(steps=None, wall_time=None, cpu_time=None)
vm = pkhost.VM()
inner = interpreters.create()
interpreters.run_string(inner, '''
import sys
sys.path[:0] = %r
import pkhost
for call in (lambda: pkhost.run_script("1"), pkhost.VM, lambda: pkhost.VMPool(1)):
    try:
        call()
    except pkhost.EngineError as error:
        assert "main interpreter" in str(error) and "process" in str(error)
    else:
        raise AssertionError("not refused")
assert pkhost.run_program(["echo", "x"]).stdout == "x\\\\n"
''' % (sys.path,))
assert vm.run("1").value == 1
vm.expose(lambda: 5, "five")
assert vm.eval("five()") == 5
# Everything at once at the end of the process: a thread in run(), a run that goes on, a
# host function that is being called, an iterator that nobody ends, a subinterpreter.
ready = threading.Event()
def work():
    pkhost.VM().run("print(1)\\nwhile True: pass", limits=free, on_stdout=lambda _: ready.set())
threading.Thread(target=work, daemon=True).start()
ready.wait(30)
calling = threading.Event()
other = pkhost.VM()
other.expose(calling.set, "call")
other.start("while True: call()", limits=free)
calling.wait(30)
pool = pkhost.VMPool(2)
results = pool.map(["1"] + ["while True: pass"] * 5, limits=free)
assert next(results).value == 1
program = pkhost.open_program(["cat"])
print("well")
"""


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="the module has another name there")
@pytest.mark.parametrize("ending", ["", "raise SystemExit(0)\n", "pool.close()\n"])
@pytest.mark.slow
def test_subinterpreters_and_everything_else_at_exit(ending: str) -> None:
    """The subinterpreter itself has to be destroyed by whoever made it: CPython 3.11 aborts
    if one is left at the end of the process, with or without pkhost.
    """
    ending = "interpreters.destroy(inner)\n" + ending
    for _ in range(3):
        process = python(SUBINTERPRETER + ending)
        assert (process.returncode, process.stderr) == (0, ""), process.stderr
        assert process.stdout == "well\n"
