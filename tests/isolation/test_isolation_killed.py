"""A worker that is killed, or stopped, is a result; its VM goes on in a new one."""

from __future__ import annotations

import gc
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from pkhost import VM, Limits, ScriptResult, Status, VMPool, run_script
from worker_processes import (
    PATIENCE,
    Watched,
    ended,
    its_worker,
    kill,
    ours,
    workers,
    zygote_and_workers,
)

pytestmark = pytest.mark.usefixtures("process_home")

FREE = Limits(memory="8MiB", steps=None, wall_time=None, cpu_time=None)
ENDLESS = "while True: pass"


@pytest.fixture
def vm() -> Iterator[VM]:
    with VM(limits=FREE) as vm:
        vm.run("kept = 1").check()
        yield vm


def killed(result: ScriptResult, name: str = "SIGKILL") -> None:
    """A result of a run whose process was killed: it says so, and that the VM is as new."""
    assert result.status is Status.CRASHED, str(result)
    assert result.error is not None and name in result.error.message, str(result)
    assert result.restored


def goes_on(vm: VM, old: int) -> None:
    """The VM is as new, in another process."""
    assert vm.run("kept").status is Status.ERROR
    assert vm.run("1 + 1").value == 2
    vm.run("kept = 2").check()
    assert vm.get("kept") == 2
    assert ended(old)
    assert its_worker(vm) != old


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT, signal.SIGTERM])
def test_while_it_runs(vm: VM, number: signal.Signals) -> None:
    """Whatever the signal is that somebody sends: the engine takes none for a fault of a script's
    that the kernel has not sent for one."""
    worker, begun = its_worker(vm), threading.Event()
    run = vm.start(f"print('begun')\n{ENDLESS}", on_stdout=lambda _: begun.set(), limits=FREE)
    results: list[ScriptResult] = []
    waiting = threading.Thread(target=lambda: results.append(run.result(PATIENCE)))
    waiting.start()
    assert begun.wait(PATIENCE)
    assert kill(worker, number)
    if number == signal.SIGTERM:  # nobody listens
        assert run.interrupt()
        waiting.join(PATIENCE)
        assert results[0].status is Status.INTERRUPTED
        return
    waiting.join(PATIENCE)
    # What the engine does with a fault that nobody contains is no call that it may make.
    killed(results[0], "signal" if number == signal.SIGSEGV else number.name)
    goes_on(vm, worker)


def test_in_run_on_the_thread_that_waits(vm: VM) -> None:
    worker = its_worker(vm)
    killed(vm.run("input()\n" + ENDLESS, limits=FREE, **kills_when_asked(worker)))
    goes_on(vm, worker)


def kills_when_asked(worker: int) -> dict[str, Callable[[object], str]]:
    def stdin(_: object) -> str:
        assert kill(worker)
        return "line\n"

    return {"stdin": stdin}


def test_while_it_waits_for_input(vm: VM) -> None:
    worker = its_worker(vm)
    killed(vm.run("input()\nprint('never')", limits=FREE, **kills_when_asked(worker)))
    goes_on(vm, worker)


def test_in_a_host_function(vm: VM) -> None:
    worker = its_worker(vm)
    vm.expose(lambda: kill(worker), "kill")
    killed(vm.run("kill()\nprint('never')"))
    goes_on(vm, worker)
    assert vm.eval("kill()") is False  # it is still there, and the old worker gone


def test_while_it_prints(vm: VM) -> None:
    """What it has printed before is there."""
    worker = its_worker(vm)
    result = vm.run(
        "print('x' * 100)\nwhile True: print('y' * 1000)",
        on_stdout=lambda text: "y" in text and kill(worker) and None,
        limits=FREE.replace(stdout=None),
    )
    killed(result)
    assert result.stdout.startswith("x" * 100 + "\n")
    goes_on(vm, worker)


def test_while_it_is_paused(vm: VM) -> None:
    worker = its_worker(vm)
    run = vm.start("n = 0\nwhile True: n += 1", paused=True, limits=FREE)
    assert run.step(100)
    assert kill(worker)
    assert ended(worker)
    while run.step(100):
        pass
    killed(run.result(PATIENCE))
    goes_on(vm, worker)


def test_while_it_has_nothing_to_do(vm: VM) -> None:
    """What was kept is lost, and the next run says so."""
    worker = its_worker(vm)
    assert kill(worker)
    assert ended(worker)
    killed(vm.run("kept"))
    goes_on(vm, worker)


def test_a_snapshot_outlives_the_process(vm: VM) -> None:
    kept = vm.snapshot()
    worker = its_worker(vm)
    assert kill(worker)
    assert ended(worker)
    vm.restore(kept)
    assert vm.get("kept") == 1


def test_modules_in_a_snapshot_can_be_imported_in_another_process() -> None:
    with VM(limits=FREE, modules={"shapes": "one = 1"}) as vm:
        vm.expose_module("robot", {"SPEED": 5})
        vm.run("import shapes, robot").check()
        snapshot = vm.snapshot()
        assert kill(its_worker(vm))
        vm.restore(snapshot)
        assert vm.run("import shapes, robot\nshapes.one + robot.SPEED").value == 6


def test_a_transaction_ends_as_it_should(vm: VM) -> None:
    worker = its_worker(vm)
    with vm.transaction():
        vm.run("kept = 5")
        vm.expose(lambda: kill(worker), "kill")
        killed(vm.run("kept = 6\nkill()\nkept"))
    assert vm.run("1").value == 1


def test_made_ahead_for_nobody() -> None:
    """Those of the stock are replaced; a run that was given one before that hears of it."""
    assert run_script("1").value == 1
    for _ in range(20):
        for process in (found := workers()):
            kill(process)
        for _ in range(len(found) + 1):
            if (result := run_script("2")).status is not Status.CRASHED:
                break
            killed(result)
        assert result.value == 2


def test_in_a_pool() -> None:
    with VMPool(2, setup="def f(x): return x", limits=FREE) as pool:
        for _ in range(10):
            for process in (found := workers()):
                kill(process)
            with pool.borrow() as vm:
                for _ in range(len(found) + 1):
                    if (result := vm.call_result("f", (1,))).status is not Status.CRASHED:
                        break
                    killed(result)
                assert result.value == 1


def test_the_zygote() -> None:
    """All that it has made is gone with it; another is there at once."""
    with VM(limits=FREE) as vm, VM(limits=FREE) as idle:
        idle.run("kept = 1").check()
        zygote, children = zygote_and_workers()
        watched = Watched([zygote, *children])
        run = vm.start(ENDLESS, limits=FREE)
        assert kill(zygote)
        killed(run.result(PATIENCE), "")
        assert not watched.wait()
        assert vm.run("1 + 1").value == 2
        killed(idle.run("kept"), "")
        assert idle.run("2").value == 2
        assert zygote_and_workers()[0] != zygote
    assert run_script("3").value == 3


@pytest.mark.parametrize("way", ["wall time", "interrupt", "close"])
def test_one_that_is_stopped_holds_nobody_up(way: str) -> None:
    """SIGSTOP: it says nothing more.  It is killed when its time is over, or it has been told to
    stop and does not."""
    with VM(limits=FREE) as vm:
        worker, begun = its_worker(vm), threading.Event()
        limits = FREE.replace(wall_time=0.3 if way == "wall time" else None)
        run = vm.start(f"print('begun')\n{ENDLESS}", on_stdout=lambda _: begun.set(), limits=limits)
        waiting = threading.Thread(target=lambda: run.result(PATIENCE))
        waiting.start()
        assert begun.wait(PATIENCE)
        assert kill(worker, signal.SIGSTOP)
        started = time.monotonic()
        if way == "interrupt":
            assert run.interrupt()
        elif way == "close":
            vm.close()
        waiting.join(PATIENCE)
        assert not waiting.is_alive()
        result = run.result(0)
        assert result.status in (Status.CRASHED, Status.INTERRUPTED, Status.WALL_TIME), str(result)
        assert time.monotonic() - started < 20
        assert ended(worker)
        if way != "close":
            assert vm.run("1 + 1").value == 2


def test_nothing_is_left_of_vms_that_are_closed_and_forgotten() -> None:
    with VM(limits=FREE) as vm:
        vm.run("1")
        others = [VM(limits=FREE) for _ in range(10)]
        for number, other in enumerate(others):
            other.run("1")
            if number % 2:
                other.start(ENDLESS)
        before = workers()
        watched = Watched(before)
        for other in others[:5]:
            other.close()
        del other
        others.clear()
        gc.collect()
        # The one that is open, and those made ahead.
        assert len(watched.wait(but=len(before) - 10)) <= len(before) - 10
        assert ours()
        assert vm.run("2").value == 2


@pytest.mark.parametrize("way", ["ended", "running", "paused"])
def test_a_closed_vm_has_no_process_though_its_handle_is_kept(way: str) -> None:
    with VM(limits=FREE) as vm:
        worker = its_worker(vm)
        run = vm.start("1" if way == "ended" else ENDLESS, paused=way == "paused")
        if way == "ended":
            assert run.result(PATIENCE).value == 1
    assert ended(worker)
    assert run.result(0).status is (Status.OK if way == "ended" else Status.INTERRUPTED)


@pytest.mark.parametrize(
    ("when", "method"), [("before", "_tell"), ("after", "_tell"), ("before", "rebase")]
)
def test_while_functions_are_given_to_the_next_process(
    vm: VM, monkeypatch: pytest.MonkeyPatch, method: str, when: str
) -> None:
    """They are given to the one after that: a run does not fail for it, and none is lost."""
    vm.expose(lambda n: 2 * n, "double")
    owner = VM if method == "_tell" else type(vm._engine_vm)
    real, killings = getattr(owner, method), list[int]()

    def act(*arguments: object) -> None:
        if when == "after":
            real(*arguments)
        if not killings:
            killings.extend(workers())
            assert all(kill(process) and ended(process) for process in killings)
        if when == "before":
            real(*arguments)

    vm.reset()  # the next run is given them
    monkeypatch.setattr(owner, method, act)
    assert vm.run("double(21)").value == 42
    assert killings
    vm.reset()
    assert vm.run("double(4)").value == 8
