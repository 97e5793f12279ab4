"""(g) VMs in processes of their own beside VMs in threads: what the boundary costs."""

from __future__ import annotations

import contextlib
import functools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pkhost import VM, Limits, run_script

from .interrupts import BYTECODE, NATIVE, interrupted_after
from .measuring import clock, geometric_mean, in_turns, median, percentile
from .peers import IN_PYTHON, PEERS, Missing
from .scripting import CALLS, OUTPUT, VALUES, add
from .sections import Effort, Section, Target
from .shared_memory import proportional_set_size, workers_of_this_process
from .suite import SCRIPTS

if TYPE_CHECKING:
    from pkhost.engine.isolation import Isolation

__all__ = ["measure"]

HOMES: tuple[Isolation, ...] = ("thread", "process")
FREE = Limits(steps=None, memory="256MB", stdout=2 * OUTPUT, wall_time=60, cpu_time=60)
METERED = Limits(steps=10**12)
SMALL = Limits(memory="4MiB")

PAUSE = 0.002
"""Seconds between two runs that are not to be saturated: a process is made in much less."""

FROM_NOTHING = """
import time
from pkhost import VM
VM(isolation="thread").close()  # which loads what both homes need
start = time.perf_counter()
vm = VM(isolation="process")
print(time.perf_counter() - start)
vm.close()
"""


def measure(effort: Effort) -> Section:
    """Wall time, but for the scripts themselves, which are measured by processor time."""
    section = Section(
        "isolation",
        "Isolated scripts beside those in threads",
        ("thread", "process", "process × thread"),
        label="what, and the unit of its numbers",
    )
    for part in (
        _tiny,
        _sustained,
        _kept,
        _output,
        _interrupts,
        _creation,
        _memory,
        _many,
        _scripts,
    ):
        effort.progress(part.__name__.strip("_"))
        part(section, effort)
    return section


def _row(section: Section, what: str, numbers: Mapping[Any, float]) -> float:
    """Add a row of both homes; the ratio of the two."""
    ratio = numbers["process"] / numbers["thread"]
    section.rows.append((what, (numbers["thread"], numbers["process"], ratio)))
    return ratio


def _timed(action: Callable[[], object]) -> float:
    start = clock()
    action()
    return clock() - start


# ------------------------------------------------------------------------- tiny scripts


def _tiny_script(home: Isolation) -> None:
    if run_script(IN_PYTHON, isolation=home).stdout != "45\n":
        raise RuntimeError(f"the tiny script went wrong in a {home}")


def _work(seconds: float) -> None:
    """What a host does between two scripts, if it does something."""
    end = clock() + seconds
    while clock() < end:
        pass


def _tiny(section: Section, effort: Effort) -> None:
    with contextlib.ExitStack() as stack:
        runs: dict[str, Callable[[], None]] = {
            home: functools.partial(_tiny_script, home) for home in HOMES
        }
        try:
            runs["monty"] = stack.enter_context(PEERS["monty"][0]())[1]
        except Missing as missing:
            section.skipped.append(str(missing))

        def paced(run: Callable[[], None], pause: Callable[[float], None]) -> float:
            pause(PAUSE)
            return _timed(run)

        for what, pause in (("works", _work), ("sleeps", time.sleep)):
            samples = in_turns(
                {name: functools.partial(paced, run, pause) for name, run in runs.items()},
                effort.times(500, 50),
                warm_up=20,
            )
            middle = {name: median(values) * 1e6 for name, values in samples.items()}
            worst = {name: percentile(values, 99) * 1e6 for name, values in samples.items()}
            _row(section, f"tiny script, host {what} for 2 ms before each: p50, µs", middle)
            _row(section, f"tiny script, host {what} for 2 ms before each: p99, µs", worst)
            if "monty" in middle:
                name = f"the same in pydantic-monty, warm checkout, host {what}: p50, µs"
                section.rows.append((name, (None, middle["monty"], None)))
            if pause is _work:
                target = "tiny script in a process of its own, p50"
                section.targets.append(Target(target, middle["process"], 80, "µs"))
                if "monty" in middle:
                    faster = middle["monty"] / middle["process"]
                    target = "the same: faster than pydantic-monty"
                    section.targets.append(Target(target, faster, 2, "×", at_least=True))


def _sustained(section: Section, effort: Effort) -> None:
    count = effort.times(500, 100)

    def one_after_another(home: Isolation) -> float:
        start = clock()
        for _ in range(count):
            _tiny_script(home)
        return (clock() - start) / count

    samples = in_turns(
        {home: functools.partial(one_after_another, home) for home in HOMES}, effort.times(9, 3)
    )
    numbers = {name: median(values) * 1e6 for name, values in samples.items()}
    _row(section, "tiny scripts without a pause: each, µs", numbers)
    target = "tiny scripts, one after another without a pause, each"
    section.targets.append(Target(target, numbers["process"], 350, "µs"))


# ---------------------------------------------------------------------------- a kept VM


def _kept(section: Section, effort: Effort) -> None:
    loop = f"t = 0\nfor i in range({CALLS}): t = add(t, i)\nprint(t)"
    dicts = VALUES["1,000 small dicts"]
    with contextlib.ExitStack() as stack:
        vms = {
            home: stack.enter_context(VM(limits=FREE, isolation=home, policy=None))
            for home in HOMES
        }
        for vm in vms.values():
            vm.expose(add, "add")
            vm.set("value", dicts)
            if vm.get("value") != dicts:
                raise RuntimeError("a value came back as another one")

        def both(action: Callable[[VM], object], rounds: int) -> dict[str, float]:
            samples = in_turns(
                {
                    home: functools.partial(_timed, functools.partial(action, vm))
                    for home, vm in vms.items()
                },
                rounds,
                warm_up=5,
            )
            return {name: median(values) * 1e6 for name, values in samples.items()}

        def ones(vm: VM) -> None:
            for _ in range(10):
                vm.run("1")

        numbers = {name: value / 10 for name, value in both(ones, effort.times(300, 30)).items()}
        ratio = _row(section, "VM.run('1'), µs", numbers)
        section.targets.append(Target("VM.run('1') in a kept VM", ratio, 1.3, "×"))

        numbers = both(lambda vm: vm.run(loop).check(), effort.times(50, 10))
        numbers = {name: value / CALLS for name, value in numbers.items()}
        _row(section, "a call of a host function with two ints, µs", numbers)
        section.targets.append(Target("host call with two ints", numbers["process"], 10, "µs"))

        for what, action in (
            ("into the script", lambda vm: vm.set("value", dicts)),
            ("out of it", lambda vm: vm.get("value")),
        ):
            ratio = _row(
                section, f"1,000 small dicts {what}, µs", both(action, effort.times(100, 10))
            )
            section.targets.append(Target(f"1,000 small dicts {what}", ratio, 1.5, "×"))


def _output(section: Section, effort: Effort) -> None:
    lines = OUTPUT // 100
    source = f"line = 'x' * 99\nfor i in range({lines}): print(line)"

    def once(vm: VM) -> float:
        start = clock()
        size = len(vm.run(source).check().stdout)
        taken = clock() - start
        if size != 100 * lines:
            raise RuntimeError(f"{size} characters were printed, not {100 * lines}")
        return taken

    with contextlib.ExitStack() as stack:
        vms = {home: stack.enter_context(VM(limits=FREE, isolation=home)) for home in HOMES}
        samples = in_turns(
            {home: functools.partial(once, vm) for home, vm in vms.items()}, effort.times(15, 3)
        )
    numbers = {name: lines * 100 / 1e6 / median(values) for name, values in samples.items()}
    ratio = _row(section, "output, MB/s", numbers)
    section.targets.append(Target("output, throughput", ratio, 0.7, "×", at_least=True))


# ------------------------------------------------------------------------ interrupts


def _interrupts(section: Section, effort: Effort) -> None:
    bytecode = {name: ("", script) for name, script in BYTECODE.items()}
    for what, scripts, count, bound in (
        ("bytecode", bytecode, effort.times(100, 20), 1.0),
        ("native code", NATIVE, effort.times(25, 4), 30.0),
    ):
        numbers = {}
        for home in HOMES:
            samples = []
            for name, (prepare, script) in scripts.items():
                effort.progress(f"interrupt in a {home}: {name}")
                with VM(limits=FREE.replace(stdout="1MB"), isolation=home) as vm:
                    source = f"{prepare}input()\n{script}"
                    samples += [interrupted_after(vm, source) for _ in range(count)]
            numbers[home] = percentile(samples, 99) * 1e3
        _row(section, f"interrupt to result, {what}: p99 of {len(samples):,}, ms", numbers)
        target = f"interrupt to result, {what}, p99"
        section.targets.append(Target(target, numbers["process"], bound, "ms"))


# -------------------------------------------------------------------- making, and memory


def _creation(section: Section, effort: Effort) -> None:
    closing: dict[str, list[float]] = {home: [] for home in HOMES}

    def made(home: Isolation) -> float:
        _work(PAUSE)
        start = clock()
        vm = VM(isolation=home)
        taken = clock() - start
        closing[home].append(_timed(vm.close))
        return taken

    samples = in_turns(
        {home: functools.partial(made, home) for home in HOMES}, effort.times(200, 30), warm_up=5
    )
    ahead = {name: median(values) * 1e3 for name, values in samples.items()}
    _row(section, "VM(), a process made ahead: p50, ms", ahead)
    closed = {name: median(values) * 1e3 for name, values in closing.items()}
    _row(section, "VM.close(): p50, ms", closed)
    section.targets.append(Target("VM(), a process made ahead", ahead["process"], 0.3, "ms"))

    firsts = _from_nothing(effort.times(21, 5))
    first = median(firsts) * 1e3
    section.rows.append(("VM(), the first of a host: p50, ms", (None, first, None)))
    section.targets.append(Target("VM() from nothing", first, 4, "ms"))


def _from_nothing(count: int) -> list[float]:
    """Each by a host of its own, with compiled modules, as an installed package has them."""
    command = [sys.executable, "-c", FROM_NOTHING]
    with tempfile.TemporaryDirectory() as cache:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        firsts = [
            float(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
            for _ in range(1 + count)
        ]
    return firsts[1:]


def _memory(section: Section, effort: Effort) -> None:
    """Of processes and of this one, before and after."""
    count = effort.times(100, 30)
    numbers = {}
    for home in HOMES:
        VM(isolation=home).close()
        before = proportional_set_size(workers_of_this_process())
        vms = [VM(isolation=home) for _ in range(count)]
        time.sleep(0.2)  # those that are made ahead are there
        after = proportional_set_size(workers_of_this_process())
        numbers[home] = (after - before) / count / 1e6
        for vm in vms:
            vm.close()
    _row(section, f"memory of an idle VM, of {count}: proportional set size, MB", numbers)
    with VM(isolation="process"):
        time.sleep(0.2)
        workers = workers_of_this_process()
        alone = proportional_set_size(workers) - proportional_set_size(())
        title = (
            f"one alone, with those made ahead and what makes them: {len(workers)} processes, MB"
        )
        section.rows.append((title, (None, alone / 1e6, None)))
    section.targets.append(Target("memory of an idle VM", numbers["process"], 3, "MB"))


def _many(section: Section, effort: Effort) -> None:
    def all_of(count: int, make: Callable[[], VM]) -> float:
        """Milliseconds a VM: made, then each runs a script, then closed."""
        start = clock()
        vms = [make() for _ in range(count)]
        for number, vm in enumerate(vms):
            vm.set("number", number)
        for number, vm in enumerate(vms):
            if vm.eval("number + 1") != number + 1:
                raise RuntimeError("a VM has mistaken its number")
        for vm in vms:
            vm.close()
        return (clock() - start) / count * 1e3

    count = effort.times(500, 50)
    numbers = {
        home: all_of(count, functools.partial(VM, limits=SMALL, isolation=home)) for home in HOMES
    }
    _row(section, f"{count} VMs at a time: made, used and closed, each, ms", numbers)
    count = effort.times(1000, 100)
    numbers = {
        "thread": all_of(count, functools.partial(VM, limits=SMALL, isolation="thread")),
        "process": all_of(count, functools.partial(VM, limits=SMALL, group="bench")),
    }
    _row(section, f"{count:,} VMs in a group, likewise, each, ms", numbers)


# ------------------------------------------------------------------- scripts themselves


def _scripts(section: Section, effort: Effort) -> None:
    ratios, sums = [], dict.fromkeys(HOMES, 0.0)
    with contextlib.ExitStack() as stack:
        vms = {home: stack.enter_context(VM(limits=METERED, isolation=home)) for home in HOMES}
        for script in SCRIPTS:
            effort.progress(f"scripts: {script.stem}")
            source = script.read_text()

            def once(vm: VM, source: str = source) -> float:
                vm.reset()
                return vm.run(source).check().usage.cpu_time

            samples = in_turns(
                {home: functools.partial(once, vm) for home, vm in vms.items()},
                effort.times(9, 3),
            )
            middle = {home: median(samples[home]) for home in HOMES}
            for home in HOMES:
                sums[home] += middle[home] * 1e3
            ratios.append(middle["process"] / middle["thread"])
    mean = geometric_mean(ratios)
    title = f"the {len(SCRIPTS)} scripts, processor time, ms; geometric mean of ratios"
    section.rows.append((title, (sums["thread"], sums["process"], mean)))
    section.targets.append(Target("scripts themselves, processor time", mean, 1.02, "×"))


PARTS = (
    _tiny,
    _sustained,
    _kept,
    _output,
    _creation,
    _memory,
    _many,
    _interrupts,
    _scripts,
)
