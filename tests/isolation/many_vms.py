"""Has many isolated VMs at a time, each with a process of its own: ``many_vms.py COUNT``.

Prints "well" if each kept what is its own, answered, and left no process behind.
"""

from __future__ import annotations

import sys

from counting import STOCK

from pkhost import VM, Limits, Status
from pkhost.engine import isolation
from worker_processes import PATIENCE, Watched, workers

LIMITS = Limits(memory="4MiB", steps=None, wall_time=None, cpu_time=None)


def main(count: int) -> None:
    isolation.DEFAULT_ISOLATION = "process"
    vms = []
    for number in range(count):
        vm = VM(limits=LIMITS)
        vm.expose(lambda number=number: number, "mine")
        vms.append(vm)
    for number, vm in enumerate(vms):
        vm.run(f"kept = [{number}] * 100").check()
    assert len(workers()) >= count
    for number, vm in enumerate(vms):
        assert vm.eval("sum(kept) // 100 + mine()") == 2 * number

    # Many at a time: each run is under way before the first is interrupted.  A run that was
    # started has a thread of the host's, for which the guard has no room 500 times.
    runs = [vm.start("while True: pass") for vm in vms[:100]]
    assert not any(run.done() for run in runs)
    for run in runs:
        assert run.interrupt()
    assert all(run.result(PATIENCE).status is Status.INTERRUPTED for run in runs)

    # One that crashes is nothing to the others.
    [crashed] = [VM(limits=LIMITS)]
    assert crashed.run("eval('(' * 100000 + ')' * 100000)").status is not Status.OK
    crashed.close()
    assert all(vm.eval("kept[0]") == number for number, vm in enumerate(vms))

    watched = Watched(workers())
    for vm in vms:
        vm.close()
    vms.clear()
    assert len(watched.wait(but=STOCK)) <= STOCK, "more than a stock is left"
    print("well")


main(int(sys.argv[1]))
