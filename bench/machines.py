"""(e) Making a VM, what an idle one holds, and two threads with two VMs against one."""

from __future__ import annotations

import gc
import threading
from pathlib import Path

from pkhost import VM, Limits

from .measuring import clock, in_turns, median, percentile
from .sections import Effort, Section, Target
from .suite import SCRIPTS

__all__ = ["measure"]

LIMITS = Limits(steps=10**12)


def measure(effort: Effort) -> Section:
    """Wall time, and the process's proportional set size as the kernel counts it."""
    section = Section(
        "vm", "VMs", ("p50", "p99"), label="what"
    )  # the unit is in the name: they differ
    _creation(section, effort)
    _memory(section, effort)
    _threads(section, effort)
    return section


def _creation(section: Section, effort: Effort) -> None:
    effort.progress("creation")
    making, closing = [], []
    VM(limits=LIMITS, isolation="thread").close()
    for _ in range(effort.times(300, 50)):
        start = clock()
        vm = VM(limits=LIMITS, isolation="thread")
        made = clock()
        vm.close()
        closing.append(clock() - made)
        making.append(made - start)
    for what, values in (("VM(), ms", making), ("VM.close(), ms", closing)):
        section.rows.append((what, (median(values) * 1e3, percentile(values, 99) * 1e3)))
    section.targets.append(Target("VM creation, p50", median(making) * 1e3, 2, "ms"))


def _resident() -> int:
    """Bytes of this process's proportional set size."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("the kernel does not tell the proportional set size")


def _memory(section: Section, effort: Effort) -> None:
    effort.progress("memory")
    count = effort.times(200, 50)
    VM(limits=LIMITS, isolation="thread").close()
    gc.collect()
    before = _resident()
    vms = [VM(limits=LIMITS, isolation="thread") for _ in range(count)]
    idle = (_resident() - before) / count / 2**20
    for vm in vms:
        vm.run("print(sum(range(10)))").check()
    used = (_resident() - before) / count / 2**20
    for vm in vms:
        vm.close()
    section.rows.append(("memory of an idle VM, MiB", (idle, None)))
    section.rows.append(("memory of one that has run a script, MiB", (used, None)))
    section.targets.append(Target("memory of an idle VM", idle * 2**20 / 1e6, 2, "MB"))


def _threads(section: Section, effort: Effort) -> None:
    effort.progress("threads")
    sources = [path.read_text() for path in SCRIPTS]

    def work(vm: VM) -> None:
        for source in sources:
            vm.run(source).check()

    def with_threads(count: int) -> float:
        vms = [VM(limits=LIMITS, isolation="thread") for _ in range(count)]
        threads = [threading.Thread(target=work, args=(vm,)) for vm in vms]
        start = clock()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = clock() - start
        for vm in vms:
            vm.close()
        return took

    samples = in_turns(
        {"one": lambda: with_threads(1), "two": lambda: with_threads(2)}, effort.times(9, 2)
    )
    one, two = (median(values) for values in samples.values())
    section.rows.append(("all scripts, 1 thread, s", (one, None)))
    section.rows.append(("all scripts in each of 2 threads, s", (two, None)))
    section.rows.append(("throughput of 2 threads, × 1 thread", (2 * one / two, None)))
    what = "throughput of two threads with two VMs"
    section.targets.append(Target(what, 2 * one / two, 1.8, "×", at_least=True))
