"""Scripts stopped from outside: at any moment, at any step, by any thread, beside each other.

test_corpus.py lets each script meet its own limit.  Here the same scripts, and the ordinary ones,
are stopped where they did not expect it, and several fail at once.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import pkhost
from corpus import CASES, LIMITS, Case, cases, check_afterwards, make_vm, of_dialect, run
from pkhost import ScriptResult, Status

ORDINARY = sorted((Path(__file__).parent / "script_corpus" / "ordinary").glob("*.py"))
# Scripts with nothing unusual about their limits that can bring the engine down.
CRASHING = [case for case in CASES if Status.CRASHED in case.expect and case.limits == LIMITS]


def is_endless(case: Case) -> bool:
    """It goes on until something ends it."""
    endings = {Status.STEPS, Status.WALL_TIME, Status.CPU_TIME}
    return case.policy == "closed" and case.expect <= endings


def is_repeatable(case: Case) -> bool:
    endings = {Status.OK, Status.ERROR, Status.STEPS, Status.OUTPUT}
    return (
        case.policy == "closed"
        and len(case.expect) == 1
        and case.expect <= endings
        and case.limits.steps is not None  # its limits count steps
        and "import random" not in case.source  # which tries as often as chance has it
    )


# Time enough for every step budget to be spent, and no other limit in the way.
PATIENT = LIMITS.replace(steps=None, wall_time=60, cpu_time=60)


@pytest.fixture(scope="module")
def vm(isolation: str, dialect: str) -> Iterator[pkhost.VM]:
    with make_vm("closed") as vm:
        yield vm


@pytest.mark.parametrize("case", cases(is_endless))
def test_an_interrupt_ends_what_nothing_else_would(case: Case, vm: pkhost.VM) -> None:
    """Interrupted while it runs, without a step budget or a deadline that could do it."""
    case = of_dialect(case)
    heard: list[str] = []

    def interrupt(text: str) -> None:
        heard.append(text)
        vm.interrupt()

    source = "print('running')\n" + case.source
    limits = PATIENT.replace(memory=case.limits.memory)
    result = vm.run(source, limits=limits, on_stdout=interrupt)
    assert heard
    check_afterwards(vm)
    # A script that needs much memory before it begins its endless part may not get that far.
    assert result.status in {Status.INTERRUPTED, Status.MEMORY}, result
    assert result.usage.wall_time < 30


@pytest.mark.parametrize("script", ORDINARY, ids=lambda script: script.stem)
def test_stopped_at_many_steps_the_vm_goes_on(script: Path, vm: pkhost.VM) -> None:
    """Wherever the budget ends, it ends there exactly, and the next run finds the VM in order."""
    source = script.read_text(encoding="utf-8")
    limits = LIMITS.replace(steps=100_000_000)
    vm.reset()
    whole = vm.run(source, limits=limits)
    total = whole.usage.steps
    assert total is not None
    budgets = {*range(1, 30), *(total * n // 40 for n in range(1, 40)), total - 1, total - 2}
    for budget in sorted(b for b in budgets if 0 < b < total):
        vm.reset()
        result = vm.run(source, limits=limits.replace(steps=budget))
        assert result.status is Status.STEPS, (budget, total, result)
        assert result.usage.steps == budget
        assert whole.stdout.startswith(result.stdout)
        after = vm.run("print(sum([x * 2 for x in (1, 2, 3)]), 'on')", limits=LIMITS)
        assert (after.status, after.stdout) == (Status.OK, "12 on\n"), (budget, after)
        assert not after.restored
    vm.reset()
    again = vm.run(source, limits=limits.replace(steps=max(total, 1)))
    assert (again.status, again.stdout) == (whole.status, whole.stdout)
    assert again.usage.steps == total


@pytest.mark.parametrize("case", cases(is_repeatable))
def test_the_same_script_takes_the_same_steps(case: Case, vm: pkhost.VM) -> None:
    case = of_dialect(case)

    def measure() -> tuple[object, ...]:
        vm.reset()
        result = run(vm, case.source, case.limits, case.stdin)
        error = result.error and (result.error.type, result.error.message)
        return result.status, result.usage.steps, result.usage.peak_memory, result.stdout, error

    first = measure()
    assert measure() == first


@pytest.mark.dialect("pocketpy", reason="it is PocketPy that they crash")
@pytest.mark.slow
def test_many_vms_fail_at_once() -> None:
    """Eight threads, a VM each, all running the scripts that crash the engine, and none is hurt."""
    failures: list[str] = []
    ready = threading.Barrier(8)

    def work(offset: int) -> None:
        with pkhost.VM(limits=LIMITS, policy=pkhost.Policy.open()) as vm:
            ready.wait()
            for case in CRASHING[offset * 7 :] + CRASHING[: offset * 7]:
                vm.reset()
                result: ScriptResult = run(vm, case.source, LIMITS)
                if result.status not in case.expect:
                    failures.append(f"{case.name}: {result}")
            try:
                check_afterwards(vm)
            except AssertionError as error:
                failures.append(str(error))

    assert len(CRASHING) >= 60
    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
