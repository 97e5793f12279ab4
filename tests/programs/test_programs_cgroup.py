"""Limits by a control group: exact.  Skipped, with the reason, where none can be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from pkhost import Limits, Status, run_program
from pkhost.programs import protections
from pkhost.programs.profiles import profile_of

from .guard import in_guard

STATE = protections.probe()["cgroup"]
pytestmark = pytest.mark.skipif(STATE != "on", reason=f"no control group: {STATE}")

MEMORY = Limits(memory="64MB")


def groups() -> list[Path]:
    place = protections.choose(profile_of("strict"), frozenset({"cgroup"}), False)
    return list(Path(place.cgroup).glob("pkhost-*"))


@pytest.fixture(autouse=True)
def no_group_is_left() -> object:
    yield
    assert groups() == []


def test_memory_just_under_and_over(hostile: str) -> None:
    under = run_program([hostile, "malloc_touch", "50"], limits=MEMORY, require={"cgroup"})
    assert under.status is Status.OK
    assert under.protections["cgroup"] == "on"
    over = run_program([hostile, "malloc_touch", "70"], limits=MEMORY)
    assert over.status is Status.MEMORY
    assert over.usage.peak_memory is not None
    assert over.usage.peak_memory <= 65_000_000


@pytest.mark.parametrize("behaviour", [["memory_in_children", "4", "24"], ["mmap_touch", "200"]])
def test_memory_of_the_whole_tree(behaviour: list[str], hostile: str) -> None:
    assert run_program([hostile, *behaviour], limits=MEMORY).status is Status.MEMORY


def test_the_scratch_folder_counts_as_memory(hostile: str) -> None:
    limits = MEMORY.replace(disk="500MB")
    if protections.available("mount_namespace") != "on":
        pytest.skip("it is a real folder here")
    assert run_program([hostile, "fill_scratch", "100"], limits=limits).status is Status.MEMORY


@in_guard
def test_processes_are_counted_for_the_run_alone(hostile: str) -> None:
    limits = Limits(wall_time=0.5, processes=10)
    result = run_program([hostile, "fork_bomb"], limits=limits)
    assert (result.status, result.stdout) == (Status.WALL_TIME, "10\n")


def test_time_that_nobody_waited_for(hostile: str) -> None:
    result = run_program([hostile, "cpu_in_children"], limits=Limits(cpu_time=0.3))
    assert result.status is Status.CPU_TIME
    assert 0.3 <= result.usage.cpu_time < 0.5


def test_a_group_that_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PKHOST_CGROUP", str(tmp_path))
    assert "is no control group" in protections._try_out("cgroup")
