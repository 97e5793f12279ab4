"""A script gives the same in both homes: status, output, error, value, steps and peak memory.

The runs are deterministic, so one comparison of each script is enough.  The scripts are those of
the corpus that have the usual limits and do not end by time, and the ordinary ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import homes
from corpus import CASES, LIMITS, Case, make_vm
from pkhost import VM, Determinism, ScriptResult, Status
from which_pocketpy import has

pytestmark = pytest.mark.usefixtures("process_home")

ORDINARY = sorted((homes.TESTS / "script_corpus" / "ordinary").glob("*.py"))
BY_TIME = {Status.WALL_TIME, Status.CPU_TIME}
REPEATABLE = [
    case
    for case in CASES
    if case.policy == "closed" and case.limits == LIMITS and not case.expect & BY_TIME
]


@pytest.fixture(scope="module")
def vms(process_home: None) -> Iterator[list[VM]]:
    """The same VM in each home."""
    made = []
    for home in homes.HOMES:
        with homes.at_home(home):
            made.append(make_vm("closed"))
    yield made
    for vm in made:
        vm.close()


def run(vm: VM, source: str, stdin: str = "", steps: int = 300_000) -> ScriptResult:
    limits = LIMITS.replace(steps=steps, wall_time=60, cpu_time=60)
    return vm.run(source, limits=limits, stdin=stdin, deterministic=Determinism())


def given(result: ScriptResult) -> tuple[object, ...]:
    # How a crash is described may have an address in it.
    crashed = result.status is Status.CRASHED
    return (
        result.status,
        result.stdout,
        result.stderr,
        None if crashed else str(result.error),
        result.value,
        result.restored,
        None if crashed else result.usage.steps,
        None if crashed else result.usage.peak_memory,
        result.usage.stdout_bytes,
        result.usage.stderr_bytes,
    )


@pytest.mark.parametrize("case", REPEATABLE, ids=lambda case: case.name)
def test_of_the_corpus(case: Case, vms: list[VM]) -> None:
    if case.needs and not has(case.needs):
        pytest.skip(f"this PocketPy was built without {case.needs}")
    found = []
    for vm in vms:
        vm.reset()
        found.append(given(run(vm, case.source, case.stdin)))
    assert found[0] == found[1]


@pytest.mark.parametrize("script", ORDINARY, ids=lambda script: script.stem)
def test_of_an_ordinary_script(script: Path, vms: list[VM]) -> None:
    found = []
    for vm in vms:
        vm.reset()
        found.append(given(run(vm, script.read_text("utf-8"), steps=100_000_000)))
    assert found[0] == found[1]
