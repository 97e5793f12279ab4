"""(f) The border between host and script: calls, values, output, snapshots, frames of a game."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from pkhost import VM, Limits, VMPool

from .measuring import clock, in_turns, median
from .peers import MEMORY, Missing, version
from .sections import Effort, Section, Target

if TYPE_CHECKING:
    from pkhost.engine.isolation import Isolation

__all__ = ["CALLS", "OUTPUT", "VALUES", "add", "measure"]

CALLS = 2_000
VALUES: dict[str, object] = {
    "an int": 7,
    "10 ints": list(range(10)),
    "1,000 ints": list(range(1_000)),
    "100,000 ints": list(range(100_000)),
    "1,000 small dicts": [{"name": f"item {n}", "price": n * 0.5} for n in range(1_000)],
}
OUTPUT = 8 << 20
SCRIPTS = 500
STEPS_A_FRAME = 1_000

Measured = Callable[[], float]
"""Does it once and says how long that took, in seconds."""


def measure(effort: Effort) -> Section:
    """Wall time; contestants of one row take turns."""
    section = Section(
        "scripting",
        "Between host and script",
        ("pkhost", "quickjs", "lupa"),
        label="what, and the unit of its numbers",
    )
    rounds = effort.times(100, 10)
    with contextlib.ExitStack() as stack:
        contestants: dict[str, dict[str, Measured]] = {}
        for name, enter in {"pkhost": _pkhost, "quickjs": _quickjs, "lupa": _lupa}.items():
            try:
                tasks = stack.enter_context(enter())
            except Missing as missing:
                section.skipped.append(str(missing))
                continue
            for task, measured in tasks.items():
                contestants.setdefault(task, {})[name] = measured
        for task, by_name in contestants.items():
            effort.progress(task)
            samples = in_turns(by_name, rounds)
            middles = {name: median(values) * 1e6 for name, values in samples.items()}
            section.rows.append((f"{task}, µs", tuple(map(middles.get, section.columns))))
            if task == CALL:
                section.targets.append(Target("a host call", middles["pkhost"], 1, "µs"))
    effort.progress("output")
    section.rows.append(("output, MB/s", (_output(effort.times(10, 2)), None, None)))
    effort.progress("frames")
    title = f"a frame: {SCRIPTS} paused scripts, {STEPS_A_FRAME:,} steps each, ms"
    section.rows.append((title, (_frames(effort.times(50, 5)) * 1e3, None, None)))
    effort.progress("asyncio")
    section.rows.append(("await run_async('1'), µs", (_awaited(rounds) * 1e6, None, None)))
    return section


CALL = "a call of a host function with two ints, its loop included"


def _timed(action: Callable[[], object]) -> Measured:
    def measured() -> float:
        start = clock()
        action()
        return clock() - start

    return measured


def _each(action: Callable[[], object], times: int) -> Measured:
    """Of an action that does the same ``times`` times: how long one of them took."""
    measured = _timed(action)
    return lambda: measured() / times


def _expect(answer: object, expected: object) -> None:
    if answer != expected:
        raise RuntimeError(f"expected {expected!r}, got {answer!r}")


def add(a: int, b: int) -> int:
    return a + b


SUM = sum(range(CALLS))


@contextlib.contextmanager
def _pkhost() -> Iterator[dict[str, Measured]]:
    limits = Limits(memory="256MB", wall_time=60, cpu_time=60)
    home: Isolation = "thread"  # "isolation" compares the two
    with (
        VM(limits=limits, isolation=home) as vm,
        VM(isolation=home) as fresh,
        VMPool(1, isolation=home) as pool,
    ):
        vm.expose(add, "add")
        source = f"t = 0\nfor i in range({CALLS}): t = add(t, i)\nprint(t)"

        def calls() -> None:
            _expect(vm.run(source).check().stdout, f"{SUM}\n")

        tasks = {CALL: _each(calls, CALLS)}
        for name, value in VALUES.items():

            def enter(value: object = value) -> None:
                vm.set("value", value)

            def leave(value: object = value) -> float:
                vm.set("value", value)
                start = clock()
                answer = vm.get("value")
                taken = clock() - start
                _expect(answer, value)
                return taken

            tasks[f"{name} into the script"] = _timed(enter)
            tasks[f"{name} out of it"] = leave

        def transaction() -> None:
            with fresh.transaction():
                pass

        before = fresh.snapshot()
        tasks["snapshot()"] = _timed(fresh.snapshot)
        tasks["restore()"] = _timed(lambda: fresh.restore(before))
        tasks["an empty transaction()"] = _timed(transaction)
        tasks["reset()"] = _timed(fresh.reset)
        tasks["VMPool.run('1')"] = _timed(lambda: pool.run("1").check())
        yield tasks


@contextlib.contextmanager
def _quickjs() -> Iterator[dict[str, Measured]]:
    version("quickjs")
    context: Any = import_module("quickjs").Context()
    context.set_memory_limit(MEMORY)
    context.add_callable("add", add)
    source = f"var t = 0; for (var i = 0; i < {CALLS}; i++) t = add(t, i); t"
    tasks = {CALL: _each(lambda: _expect(context.eval(source), SUM), CALLS)}
    for name, value in VALUES.items():
        # All that is not a number or text goes as JSON.

        def enter(value: object = value) -> None:
            context.set("value", context.parse_json(json.dumps(value)))

        def leave(value: object = value) -> float:
            context.set("value", context.parse_json(json.dumps(value)))
            start = clock()
            answer = context.eval("value")
            answer = answer if isinstance(answer, int) else json.loads(answer.json())
            taken = clock() - start
            _expect(answer, value)
            return taken

        tasks[f"{name} into the script"] = _timed(enter)
        tasks[f"{name} out of it"] = leave
    yield tasks


@contextlib.contextmanager
def _lupa() -> Iterator[dict[str, Measured]]:
    version("lupa")
    runtime: Any = import_module("lupa").LuaRuntime(
        max_memory=MEMORY, register_eval=False, register_builtins=False
    )
    runtime.globals()["add"] = add
    source = f"local t = 0 for i = 0, {CALLS - 1} do t = add(t, i) end return t"
    tasks = {CALL: _each(lambda: _expect(runtime.execute(source), SUM), CALLS)}
    for name, value in VALUES.items():
        # lupa has no function that copies a table of tables out.

        def enter(value: object = value) -> None:
            is_list = isinstance(value, list)
            table = runtime.table_from(value, recursive=True) if is_list else value
            runtime.globals()["value"] = table

        tasks[f"{name} into the script"] = _timed(enter)
    yield tasks


def _output(rounds: int) -> float:
    """Megabytes a second of ``print`` in lines of 100 bytes, all of it in the result."""
    lines = OUTPUT // 100
    source = f"line = 'x' * 99\nfor i in range({lines}): print(line)"
    limits = Limits(steps=None, stdout=2 * OUTPUT, wall_time=60, cpu_time=60)
    with VM(limits=limits, isolation="thread") as vm:

        def once() -> None:
            _expect(len(vm.run(source).check().stdout), lines * 100)

        measured = _timed(once)
        return lines * 100 / 1e6 / median([measured() for _ in range(rounds)])


def _frames(frames: int) -> float:
    """Seconds a frame in which each of many paused scripts goes on a little."""
    limits = Limits(steps=None, memory="4MB", wall_time=None, cpu_time=None)
    with contextlib.ExitStack() as stack:
        vms = [stack.enter_context(VM(limits=limits, isolation="thread")) for _ in range(SCRIPTS)]
        runs = [vm.start("n = 0\nwhile True: n += 1", paused=True) for vm in vms]

        def frame() -> None:
            for run in runs:
                run.step(STEPS_A_FRAME)
            for run in runs:
                if run.done():
                    raise RuntimeError(f"a script ended: {run.result()}")

        measured = _timed(frame)
        measured()
        taken = median([measured() for _ in range(frames)])
        for run in runs:
            run.interrupt()
    return taken


def _awaited(rounds: int) -> float:
    async def samples() -> list[float]:
        with VM(isolation="thread") as vm:
            taken = []
            for _ in range(rounds):
                start = clock()
                (await vm.run_async("1")).check()
                taken.append(clock() - start)
            return taken

    return median(asyncio.run(samples()))
