"""A script that can write anywhere in its VM cannot make the host report nonsense as its usage."""

from __future__ import annotations

import pytest

from pkhost import VM, Limits, Status

LIMITS = Limits(steps=100_000, memory="8MiB")

# The counter of steps comes first in the region, and regions begin at multiples of 4 GiB.
FORGE = """\
import stdc
here = stdc.Char()
base = stdc.addressof(here) // 2**32 * 2**32
stdc.memset(base, {byte}, 8)
"""
CRASH = "stdc.memset(0, 0, 8)\n"


@pytest.mark.parametrize("byte", [0x00, 0x41, 0x7F, 0x80, 0xFF])
@pytest.mark.parametrize("ending", ["", CRASH], ids=["goes on", "crashes"])
def test_steps_stay_within_their_limit(byte: int, ending: str, open_vm: VM) -> None:
    result = open_vm.run(FORGE.format(byte=byte) + ending, limits=LIMITS)
    assert result.usage.steps is not None
    assert 0 <= result.usage.steps <= LIMITS.steps
    assert result.usage.peak_memory is not None
    assert 0 < result.usage.peak_memory <= LIMITS.memory
    if ending and result.status is not Status.STEPS:
        assert result.status is Status.CRASHED
        assert result.restored
    open_vm.reset()
    assert open_vm.run("print(1)").stdout == "1\n"
