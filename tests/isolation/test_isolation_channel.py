"""The channel, without anything on top of it: two honest sides, and a hostile one.

The programs in C are compiled with AddressSanitizer and UndefinedBehaviorSanitizer.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from isolation_helpers import FUZZ_SECONDS, FUZZ_SEED, HERE, LANE, SANITIZERS, compiled, environment

PATIENCE = 120.0


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("channel") / "sides"
    return compiled(target, [HERE / "channel_sides.c", *LANE], *SANITIZERS)


def run(program: Path, *arguments: str) -> str:
    done = subprocess.run(
        [program, *arguments],
        capture_output=True,
        text=True,
        timeout=PATIENCE + FUZZ_SECONDS,
        env=environment(),
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.mark.parametrize(
    ("seed", "count", "ring"),
    [(1, 1000, 4096), (2, 50, 64), (3, 2000, 32 << 10), (4, 3000, 128 << 10)],
)
def test_messages_come_whole_and_in_order(sides: Path, seed: int, count: int, ring: int) -> None:
    """Also those that are larger than their ring, in pieces, skipped, and read half."""
    run(sides, "messages", str(seed), str(count), str(ring))


def test_many_lanes_at_once_lose_no_bell(sides: Path) -> None:
    """More sides than processors, so that most of them sleep.  A lost bell is a worker that
    sleeps for ever."""
    arguments = [[sides, "messages", str(seed), "300", "4096"] for seed in range(10, 22)]
    started = [subprocess.Popen(a, env=environment(), stderr=subprocess.PIPE) for a in arguments]
    for process in started:
        _, error = process.communicate(timeout=PATIENCE)
        assert (process.returncode, error) == (0, b"")


@pytest.mark.parametrize(
    "case", ["lone_reader", "flood", "trickle read", "trickle written", "stops"]
)
def test_no_other_side_makes_a_call_last(sides: Path, case: str) -> None:
    run(sides, *case.split())


def test_what_can_wait_rings_the_bell_only_when_there_is_much(sides: Path) -> None:
    """A host that only collects output is not woken for each part of it."""
    run(sides, "unhurried")


def test_garbage_harms_no_reader(tmp_path: Path) -> None:
    """scripts/fuzz does this for minutes, with another seed each time."""
    sources = [HERE / "channel_garbage.c", *LANE]
    program = compiled(tmp_path / "garbage", sources, *SANITIZERS)
    seed, seconds = str(FUZZ_SEED + 1), str(int(FUZZ_SECONDS) or 5)
    counted = dict(field.split("=") for field in run(program, seed, seconds).split())
    # Every answer came, so the writer got into every part.
    for answer in ("done", "timeout", "gone", "nonsense", "too_large", "whole"):
        assert int(counted[answer]) > 0, counted
    # What a sanitizer keeps of freed memory is 256 MiB at most.
    assert int(counted["resident_kb"]) < 600 << 10, counted
