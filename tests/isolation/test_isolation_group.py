"""VMs of a group share a process, and are what they would be in one of their own."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from counting import Everything, settled

from isolation_helpers import host_ends_well
from pkhost import VM, EngineError, Limits, Policy, Status
from pkhost.engine import factory
from worker_processes import PATIENCE, Watched, its_worker, workers

pytestmark = pytest.mark.usefixtures("process_home")

FREE = Limits(memory="4MiB", steps=None, wall_time=None, cpu_time=None)
ENDLESS = "while True: pass"
SEATS = 4095


def of(group: str = "alice") -> VM:
    return VM(limits=FREE, group=group)


def threads_of(process: int) -> int:
    return len(os.listdir(f"/proc/{process}/task"))  # noqa: PTH208


# ----------------------------------------------------------------------- who shares what


def test_a_group_has_one_process_and_no_other_has_it() -> None:
    with of() as one, of() as two, of("bob") as other, VM(limits=FREE) as alone:
        shared = its_worker(one)
        assert its_worker(two) == shared
        assert len({shared, its_worker(other), its_worker(alone)}) == 3
        assert (one.group, other.group, alone.group) == ("alice", "bob", None)


def test_vms_of_all_kinds_share_it() -> None:
    with of() as small, VM(limits=Limits(memory="64MiB"), group="alice") as large:
        assert its_worker(small) == its_worker(large)
        assert large.eval("len('x' * (32 << 20))") == 32 << 20
        assert small.run("'x' * (32 << 20)").status is Status.MEMORY
        assert small.eval("1") == 1


def test_each_has_names_of_its_own() -> None:
    with of() as one, of() as two:
        one.run("kept = 1").check()
        assert two.run("kept").status is Status.ERROR
        two.run("kept = 2").check()
        assert (one.get("kept"), two.get("kept")) == (1, 2)


def test_the_count_is_that_of_processes() -> None:
    home = factory.home("process")
    with of() as first:
        before = home.worker_count()
        others = [of() for _ in range(10)]
        assert home.worker_count() == before
        assert first.eval("1") == 1
        for vm in others:
            vm.close()
        assert home.worker_count() == before


def test_the_process_ends_with_its_last_vm_and_nothing_is_left() -> None:
    with of("stays"):  # so that the zygote is found
        before = Everything.now()
        for _ in range(20):
            vms = [of() for _ in range(5)]
            mine = its_worker(vms[0])
            watched = Watched([mine])
            for vm in vms[:-1]:
                vm.run("x = 1").check()
                vm.close()
            assert vms[-1].eval("1") == 1
            assert mine in workers()
            vms[-1].close()
            assert not watched.wait()
        assert not settled(before)
        assert Everything.now().workers <= before.workers


def test_a_vm_that_nobody_has_is_freed() -> None:
    with of() as stays:
        watched_threads = its_worker(stays)
        for _ in range(3):
            forgotten = of()
            run = forgotten.start(ENDLESS)
            paused = of()
            also = paused.start(ENDLESS, paused=True)
            assert also.step(100)
            del forgotten, run, paused, also
            gc.collect()
        assert stays.eval("1") == 1
        end = time.monotonic() + PATIENCE
        while threads_of(watched_threads) > 6 and time.monotonic() < end:  # nobody tells
            time.sleep(0.01)
        assert threads_of(watched_threads) <= 6


def test_a_seat_is_used_again_and_nothing_is_left_in_it() -> None:
    with of() as stays:
        mine = its_worker(stays)
        for number in range(200):
            with of() as vm:
                fresh = vm.run("kept")
                assert fresh.error is not None and fresh.error.type == "NameError", fresh.error
                vm.run(f"kept = {number}\nprint(kept)").check()
                if number % 50 == 0:
                    run = vm.start(ENDLESS)
                    vm.close()
                    assert run.result(PATIENCE).status is Status.INTERRUPTED
        assert its_worker(stays) == mine


def test_many_groups() -> None:
    vms = {name: of(name) for name in map(str, range(40))}
    for name, vm in vms.items():
        vm.run(f"kept = {name}").check()
    assert len(workers()) >= 40
    assert all(vm.get("kept") == int(name) for name, vm in vms.items())
    for vm in vms.values():
        vm.close()


@pytest.mark.slow
def test_a_full_group_is_a_clear_error() -> None:
    small = Limits(memory="2MiB")
    vms = [VM(limits=small, group="full") for _ in range(SEATS)]
    with pytest.raises(EngineError, match=f"group full has {SEATS} VMs.*close some"):
        VM(limits=small, group="full")
    assert vms[-1].eval("1 + 1") == 2
    vms.pop().close()
    with VM(limits=small, group="full") as vm:
        assert vm.eval("2 + 2") == 4
    with VM(limits=small, group="other") as vm:
        assert vm.eval("3 + 3") == 6
    for vm in vms:
        vm.close()


# ------------------------------------------------------------------------- side by side


@pytest.mark.parametrize("count", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_many_vms(count: int) -> None:
    vms = [of() for _ in range(count)]
    for number, vm in enumerate(vms):
        vm.expose(lambda number=number: number, "mine")
        vm.run(f"kept = {number}").check()
    for number, vm in enumerate(vms):
        assert vm.eval("kept + mine()") == 2 * number
    assert threads_of(its_worker(vms[0])) <= 8
    for vm in vms:
        vm.close()


@pytest.mark.parametrize("count", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_many_runs_at_a_time_are_interrupted(count: int) -> None:
    with of() as stays:
        vms = [of() for _ in range(count)]
        runs = [vm.start(ENDLESS) for vm in vms]
        assert stays.eval("1 + 1") == 2  # one more finds a thread
        assert not any(run.done() for run in runs)
        for run in runs:
            assert run.interrupt()
        assert all(run.result(PATIENCE).status is Status.INTERRUPTED for run in runs)
        for number, vm in enumerate(vms):
            assert vm.eval(f"{number}") == number
            vm.close()
        end = time.monotonic() + PATIENCE
        while threads_of(its_worker(stays)) > 6 and time.monotonic() < end:  # nobody tells
            time.sleep(0.01)
        assert threads_of(its_worker(stays)) <= 6


def test_closing_while_they_run() -> None:
    with of() as stays:
        vms = [of() for _ in range(10)]
        runs = [vm.start(ENDLESS) for vm in vms]
        for vm in vms:
            vm.close()
        assert all(run.result(PATIENCE).status is Status.INTERRUPTED for run in runs)
        assert stays.eval("1") == 1


def test_an_interrupt_is_for_one_run_alone() -> None:
    """Not for the next run of that VM either, however late it comes."""
    with of() as vm, of() as other:
        run = other.start(ENDLESS)
        over = threading.Event()

        def interrupt() -> None:
            while not over.is_set():
                vm.interrupt()

        for _ in range(100):
            short = vm.start("sum(range(100))")
            short.interrupt()
            assert short.result(PATIENCE).status in (Status.OK, Status.INTERRUPTED)
            assert vm.run("1").status is Status.OK
        interrupting = threading.Thread(target=interrupt)
        interrupting.start()
        for _ in range(300):
            assert vm.run("1").status in (Status.OK, Status.INTERRUPTED)
        over.set()
        interrupting.join()
        assert vm.run("1").status is Status.OK
        assert not run.done()
        run.interrupt()
        assert run.result(PATIENCE).status is Status.INTERRUPTED


def test_lanes_change_hands_at_any_moment() -> None:
    """Some VMs, each used by a thread: runs end as others begin, and the group's threads meet."""

    def use(number: int) -> int:
        with of() as vm:
            vm.expose(lambda n: n + 1, "add")
            total = 0
            for turn in range(300):
                total = vm.eval(f"add({total})")
                if turn % 7 == number % 7:
                    time.sleep(0.00001 * (turn % 5))  # about as long as a thread stays
            return total

    with of() as stays:
        mine = its_worker(stays)
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(use, range(16))) == [300] * 16
        assert its_worker(stays) == mine


# ------------------------------------------------------------------- pauses, host, state


def test_pauses_and_slices() -> None:
    vms = [of() for _ in range(20)]
    runs = [vm.start("n = 0\nwhile True: n += 1", paused=True) for vm in vms]
    for _ in range(20):
        for run in runs:
            assert run.step(1000)
    assert threads_of(its_worker_while_others_wait(vms)) <= 8  # a paused run has none
    assert all(run.locals()["n"] > 100 for run in runs)
    for run in runs[:10]:
        assert run.resume()
        assert run.pause() and run.paused
    for run in runs:
        assert run.interrupt()
        assert run.result(PATIENCE).status is Status.INTERRUPTED
    for vm in vms:
        assert vm.eval("n") > 100
        vm.close()


def its_worker_while_others_wait(vms: list[VM]) -> int:
    with of() as vm:
        assert vms
        return its_worker(vm)


def test_slices_change_nothing() -> None:
    source = "t = 0\nfor i in range(2000): t += i\nprint(t)\nt"
    with of() as whole, of() as cut:
        expected = whole.run(source)
        run = cut.start(source, paused=True)
        while run.step(777):
            pass
        result = run.result(PATIENCE)
        assert (result.value, result.stdout) == (expected.value, expected.stdout)
        assert result.usage.steps == expected.usage.steps


def test_host_functions() -> None:
    with of() as one, of() as two:
        one.expose(lambda n: two.eval(f"{n} * 2"), "ask_the_other")
        assert one.eval("ask_the_other(21)") == 42
        two.expose(one.interrupt, "stop_the_other")
        run = one.start(ENDLESS)
        assert two.eval("stop_the_other()") is True
        assert run.result(PATIENCE).status is Status.INTERRUPTED


def test_a_vm_is_interrupted_in_a_host_function() -> None:
    with of() as vm, of() as other:
        entered, go_on = threading.Event(), threading.Event()

        def wait() -> None:
            entered.set()
            assert go_on.wait(PATIENCE)

        vm.expose(wait, "wait")
        run = vm.start(f"wait()\n{ENDLESS}")
        assert entered.wait(PATIENCE)
        assert run.interrupt()
        assert other.eval("1") == 1
        go_on.set()
        assert run.result(PATIENCE).status is Status.INTERRUPTED
        assert vm.eval("2") == 2


def test_async_runs_and_functions() -> None:
    async def main() -> list[int]:
        vms = [of() for _ in range(30)]

        async def double(n: int) -> int:
            await asyncio.sleep(0.01)
            return 2 * n

        for vm in vms:
            vm.expose(double)
        results = await asyncio.gather(
            *(vm.run_async(f"double({n}) + 1") for n, vm in enumerate(vms))
        )
        vms[0].expose(asyncio.sleep, "nap")
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(vms[0].run_async("while True: nap(60)"), timeout=0.1)
        assert await vms[0].eval_async("1") == 1
        for vm in vms:
            vm.close()
        return [result.value for result in results]

    assert asyncio.run(main()) == [2 * n + 1 for n in range(30)]


def test_input_and_output() -> None:
    printed: list[str] = []
    with of() as vm:
        result = vm.run(
            "for _ in range(3): print(input() * 50000)",
            stdin=iter(["a\n", "b\n", "c\n"]),
            on_stdout=printed.append,
        )
        assert result.ok and "".join(printed) == "".join(c * 50000 + "\n" for c in "abc")


def test_limits_are_of_one_vm() -> None:
    with of() as vm, of() as other:
        run = other.start(ENDLESS)
        assert vm.run(ENDLESS, limits=Limits(wall_time=0.05)).status is Status.WALL_TIME
        assert vm.run(ENDLESS, limits=Limits(cpu_time=0.05)).status is Status.CPU_TIME
        assert vm.run(ENDLESS, limits=Limits(steps=1000)).status is Status.STEPS
        assert vm.run("x = []\nwhile True: x.append('y' * 1000)").status is Status.MEMORY
        assert not run.done()
        run.interrupt()
        assert run.result(PATIENCE).status is Status.INTERRUPTED


def test_snapshots_and_transactions() -> None:
    with of() as one, of() as two:
        one.run("x = 1").check()
        two.run("x = 2").check()
        kept = one.snapshot()
        one.run("x = 3").check()
        two.run("x = 4").check()
        one.restore(kept)
        assert (one.get("x"), two.get("x")) == (1, 4)
        with pytest.raises(LookupError), one.transaction():
            one.run("x = 5").check()
            raise LookupError
        assert (one.get("x"), two.get("x")) == (1, 4)
        two.reset()
        assert (one.get("x"), two.run("x").status) == (1, Status.ERROR)


def test_what_a_run_is_given_may_be_large() -> None:
    """More than any VM's share: the process may have it, and its other VMs live."""
    opened = Policy().show("open")
    roomy = FREE.replace(disk="1GiB")
    with VM(limits=roomy, policy=opened, group="alice") as vm, of() as other:
        other.run("kept = 1").check()
        large = {"large": b"x" * (400 << 20)}
        assert vm.run("open('large').read(3)", files=large).value == "xxx"
        assert other.get("kept") == 1


# ---------------------------------------------------------------------- forks, the end


def test_a_fork_of_the_host() -> None:
    host_ends_well(
        """
import os

vms = [VM(group="alice") for _ in range(5)]
for number, vm in enumerate(vms):
    vm.run(f"kept = {number}").check()
running = VM(group="alice", limits=FREE)
run = running.start("while True: pass")
child = os.fork()
for number, vm in enumerate(vms):
    assert vm.get("kept") == number
    vm.set("kept", os.getpid())
    assert vm.get("kept") == os.getpid()
with VM(group="alice") as late:
    assert late.run("kept").status is Status.ERROR
if child == 0:
    assert run.result(10).status is Status.INTERRUPTED
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
assert not run.done()
run.interrupt()
assert run.result(10).status is Status.INTERRUPTED
""",
        *("-W", "ignore"),
    )


@pytest.mark.parametrize("running", [False, True])
def test_the_end_of_the_host(running: bool) -> None:
    """With VMs that nobody has closed, and runs under way; it ends at once, and well."""
    host_ends_well(
        f"""
vms = [VM(group="alice", limits=FREE) for _ in range(10)]
runs = [vm.start("while True: pass") for vm in vms] if {running} else []
paused = VM(group="alice").start("while True: pass", paused=True)
paused.step(10)
"""
    )


def test_ctrl_c() -> None:
    host_ends_well(
        """
import os, signal

vm, other = VM(group="alice", limits=FREE), VM(group="alice", limits=FREE)
other.run("kept = 1").check()
vm.expose(lambda: os.kill(os.getpid(), signal.SIGINT), "strike")
try:
    vm.run("strike()\\nwhile True: pass")
except KeyboardInterrupt:
    assert vm.eval("1") == 1
    assert other.get("kept") == 1
else:
    raise AssertionError("nothing was raised")
"""
    )
