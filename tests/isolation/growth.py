"""Runs scripts in processes again and again, and tells what grows: ``growth.py RUNS``.

Of the RUNS runs most are small scripts, each in a process that no run has had; between them VMs are
made and closed, scripts crash, are interrupted, ask the host and are paused, and pools are used.
``growth.py 100000`` takes some minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from counting import Everything, settled

from pkhost import VM, Limits, Policy, Status, VMPool, run_script
from pkhost.engine import isolation

SMALL = Limits(memory="4MiB", steps=None, wall_time=60, cpu_time=60)
CRASH = "import stdc\nstdc.memset(8, 0, 64)"


def one() -> None:
    assert run_script("x = 1\nx", limits=SMALL).value == 1


def vm_of_its_own() -> None:
    with VM(limits=SMALL) as vm:
        vm.expose(lambda a: a + 1, "more")
        assert vm.eval("more(1)") == 2
        kept = vm.snapshot()
        vm.run("x = 'y' * 5000")
        vm.restore(kept)
        assert vm.run("x").status is Status.ERROR


def crash() -> None:
    with VM(limits=SMALL, policy=Policy.open()) as vm:
        for _ in range(2):
            assert vm.run(CRASH).status is Status.CRASHED
            assert vm.run("1").value == 1


def interrupted() -> None:
    with VM(limits=SMALL) as vm:
        run = vm.start("while True: pass", paused=True)
        run.step(100)
        run.resume()
        assert run.interrupt()
        assert run.result(60).status is Status.INTERRUPTED
        vm.start("while True: pass")  # ends with the VM


def pooled() -> None:
    with VMPool(2, setup="def f(x): return x", limits=SMALL) as pool:
        assert [result.value for result in pool.map(["f(1)", "f(2)", "f(3)"])] == [1, 2, 3]
        with pool.borrow() as vm:
            assert vm.call("f", 4) == 4


EVERY: tuple[tuple[int, Callable[[], None]], ...] = (
    (10, vm_of_its_own), (50, crash), (50, interrupted), (100, pooled),
)  # fmt: skip


def work(runs: int) -> None:
    for number in range(runs):
        one()
        for how_often, more in EVERY:
            if number % how_often == 0:
                more()


def main(runs: int) -> None:
    isolation.DEFAULT_ISOLATION = "process"
    work(max(200, runs // 10))  # caches are as large as they get
    before = Everything.now()
    work(runs)
    grown = settled(before)
    print("\n".join(grown) if grown else f"nothing has grown in {runs} runs")


if __name__ == "__main__":
    main(int(sys.argv[1]))
