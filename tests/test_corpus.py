"""Hostile scripts: each must end as a result, and leave the VM and the process as they were.

The scripts are the files of script_corpus/hostile, and adding a case is adding a file (see
corpus.py).  All run on one VM a policy, in this process, one after another.  After each, the VM is
asked for a first run as it was left (which may find patched builtins, but must end), is reset, and
must then run a probe that uses most of the language.
"""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import pkhost
from corpus import (
    CASES,
    LIMITS,
    PATIENCE,
    PROBE,
    PROBE_OUTPUT,
    Case,
    cases,
    check_afterwards,
    make_vm,
    of_dialect,
    read_case,
    run,
    run_marked,
)
from pkhost import ScriptResult, Status
from which_pocketpy import has


@pytest.fixture(scope="module")
def vms(isolation: str, dialect: str) -> Iterator[dict[str, pkhost.VM]]:
    """The shared VMs, by policy."""
    with make_vm("closed") as closed, make_vm("open") as opened:
        yield {"closed": closed, "open": opened}


@dataclass
class ProcessState:
    """What of the process a script must not have changed."""

    descriptors: dict[str, str]
    threads: set[str]
    python_handlers: dict[int, object]
    ignored_signals: str
    blocked_signals: str
    limits: list[tuple[int, int]]
    folder: str
    environment: dict[str, str]
    mask: int
    children: str


def process_state() -> ProcessState:
    descriptors = {}
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208
        # The descriptor of the listing itself is gone by now.
        with contextlib.suppress(FileNotFoundError):
            descriptors[name] = os.readlink(f"/proc/self/fd/{name}")  # noqa: PTH115
    fields = dict(
        line.split(":\t", 1)
        for line in Path("/proc/self/status").read_text().splitlines()
        if ":\t" in line
    )
    mask = os.umask(0o22)
    os.umask(mask)
    return ProcessState(
        descriptors=descriptors,
        threads=set(os.listdir("/proc/self/task")),  # noqa: PTH208
        python_handlers={number: signal.getsignal(number) for number in signal.valid_signals()},
        ignored_signals=fields["SigIgn"],
        blocked_signals=fields["SigBlk"],
        limits=[resource.getrlimit(number) for number in range(16)],
        folder=os.getcwd(),  # noqa: PTH109
        environment={k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"},
        mask=mask,
        children=Path(f"/proc/self/task/{os.getpid()}/children").read_text(),
    )


@pytest.fixture(scope="module", autouse=True)
def process_as_before(isolation: str, dialect: str) -> Iterator[None]:
    """The process after all scripts is the process before them, but for the home, which stays."""
    before = process_state()
    yield
    # A worker thread without work ends by itself after a second; there is no event to wait for.
    deadline = time.monotonic() + PATIENCE
    while set(os.listdir("/proc/self/task")) - before.threads:  # noqa: PTH208
        if time.monotonic() > deadline:
            break
        time.sleep(0.02)
    after = process_state()
    # Some that other tests left may have ended by now.
    before.threads &= after.threads
    changed = [name for name in vars(before) if getattr(before, name) != getattr(after, name)]
    assert not changed


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Path]:
    """A file of the host's, alone in its folder; checked afterwards."""
    path = tmp_path / "canary"
    path.write_text("alive")
    yield path
    assert path.read_text() == "alive"
    assert list(tmp_path.iterdir()) == [path]


def check_result(case: Case, result: ScriptResult, also: set[Status]) -> None:
    assert result.status in case.expect | also, f"{case.about}\n{result!r}\n{result}"
    if result.status is Status.ERROR and case.error and not also:
        assert result.error is not None
        assert result.error.type == case.error, result
    if case.stdout is not None and not also:
        assert result.stdout == case.stdout, result
    limits, usage = case.limits, result.usage
    if limits.steps is not None:
        assert usage.steps is not None
        assert usage.steps <= limits.steps
    assert usage.stdout_bytes <= (limits.stdout or 1 << 62)
    assert usage.stderr_bytes <= (limits.stderr or 1 << 62)
    assert usage.peak_memory is not None
    assert usage.peak_memory <= limits.memory
    if result.status is not Status.OK:
        assert result.error is not None
    assert (result.status is not Status.CRASHED) or result.restored


@pytest.mark.parametrize("case", cases())
def test_script(case: Case, vms: dict[str, pkhost.VM], canary: Path) -> None:
    case = of_dialect(case)
    if case.needs and not has(case.needs):
        pytest.skip(f"this PocketPy was built without {case.needs}")
    vm = vms[case.policy]
    result, missed = run_marked(vm, case, str(canary))
    check_afterwards(vm)
    assert not missed, f"should have come to line {sorted(missed)}, or should not:\n{result}"
    check_result(case, result, set())


@pytest.mark.home("thread", reason="in a process the scripts run without marks: corpus.py")
def test_a_script_that_dies_before_its_attack_is_found(vms: dict[str, pkhost.VM]) -> None:
    source = "# Fails early.\n# expect: error\nx = {}[1]\n[].append(x)  # attack\n"
    case = Case("early", source, "Fails early.", {Status.ERROR}, attacks={4})
    result, missed = run_marked(vms["closed"], case, "")
    assert result.status is Status.ERROR
    assert missed == {4}
    vms["closed"].reset()


def test_a_script_without_a_mark_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "unmarked.py"
    path.write_text("# Does nothing.\n# expect: ok\nx = 1\n    # attack\n")
    with pytest.raises(ValueError, match="must end with '# attack'"):
        read_case(path)


def is_escape(case: Case) -> bool:
    return case.name.startswith("escape/") and case.policy == "open"


@pytest.mark.parametrize("case", cases(is_escape))
def test_escape_meets_the_policy(case: Case, vms: dict[str, pkhost.VM], canary: Path) -> None:
    """What the capsule refuses with the policy open, the policy refuses by itself as well."""
    case = of_dialect(case)
    vm = vms["closed"]
    result = run(vm, case.source.replace("{canary}", str(canary)), case.limits, case.stdin)
    check_afterwards(vm)
    check_result(case, result, {Status.ERROR, Status.OK})
    assert result.status is not Status.CRASHED, result


def test_the_corpus_is_large_and_broad() -> None:
    assert len(CASES) >= 800
    topics = {case.name.partition("/")[0] for case in CASES}
    assert len(topics) >= 15
    assert all(
        any(status in case.expect for case in CASES)
        for status in (
            Status.OK,
            Status.ERROR,
            Status.STEPS,
            Status.MEMORY,
            Status.OUTPUT,
            Status.WALL_TIME,
            Status.CPU_TIME,
            Status.CRASHED,
        )
    )


def test_the_probe_can_fail(vms: dict[str, pkhost.VM]) -> None:
    """The probe notices a VM that is not as new."""
    vm = vms["closed"]
    run(vm, "import builtins\nbuiltins.sorted = lambda items: 7", LIMITS)
    assert run(vm, PROBE, LIMITS).stdout != PROBE_OUTPUT
    vm.reset()
    assert run(vm, PROBE, LIMITS).stdout == PROBE_OUTPUT
