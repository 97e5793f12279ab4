"""time.sleep: how long it takes, what it refuses, and that it costs no processor time."""

from __future__ import annotations

import pytest

from pkhost import VM, Limits, Status


@pytest.mark.parametrize("seconds", ["0", "0.0", "-0.0", "0.02", "1e-9"])
def test_it_takes_as_long_as_asked(vm: VM, seconds: str) -> None:
    result = vm.run(f"import time\na = time.monotonic_ns()\ntime.sleep({seconds})\n"
                    "time.monotonic_ns() - a")  # fmt: skip
    assert result.value >= float(seconds) * 1e9


@pytest.mark.parametrize(
    ("seconds", "says"),
    [
        ("float('nan')", "Invalid value NaN"),
        ("-1", "non-negative"),
        ("-1e-300", "non-negative"),
        ("float('inf')", "too large"),
        ("1e300", "too large"),
        ("9223372037", "too large"),
    ],
)
def test_what_is_no_length_of_time_is_refused(vm: VM, seconds: str, says: str) -> None:
    result = vm.run(f"import time\ntime.sleep({seconds})")
    assert result.error is not None
    assert result.error.type == ("OverflowError" if says == "too large" else "ValueError")
    assert says in result.error.message


@pytest.mark.parametrize("seconds", ["9223372036", "5.0"])
def test_a_long_one_is_left_when_its_time_is_over(vm: VM, seconds: str) -> None:
    result = vm.run(f"import time\ntime.sleep({seconds})", limits=Limits(wall_time=0.05))
    assert result.status is Status.WALL_TIME
    assert not result.restored
    assert result.usage.wall_time < 2


def test_it_costs_little_processor_time(vm: VM) -> None:
    result = vm.run("import time\ntime.sleep(0.3)")
    assert result.ok
    assert result.usage.cpu_time < 0.15


def test_a_sleeping_script_is_interrupted(vm: VM) -> None:
    run = vm.start("import time\ntime.sleep(60)")
    run.interrupt()
    assert run.result().status is Status.INTERRUPTED
