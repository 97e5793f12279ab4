"""The region's allocator: sound whatever scripts allocate, in whatever order they let go."""

from __future__ import annotations

import functools

from hypothesis import given, settings
from hypothesis import strategies as st

import homes
from engine_helpers import run_native
from pkhost import Limits, Policy, Status
from pkhost.engine.factory import home
from pkhost.engine.interface import EngineVM
from pkhost.engine.job import Job

MEMORY = 8 << 20
LIMITS = Limits(memory=MEMORY, steps=None)

SIZES = st.one_of(
    st.integers(0, 64),
    st.integers(0, 5_000),
    st.sampled_from([15, 16, 17, 31, 32, 255, 256, 4095, 4096, 4097, 65535, 65536, 65537]),
    st.integers(0, 300_000),
)
SLOTS = st.integers(0, 15)

# What one line of a generated script does with one of sixteen slots.
ACTIONS = st.one_of(
    st.builds("s[{}] = 'x' * {}".format, SLOTS, SIZES),
    st.builds("s[{}] = [0] * {}".format, SLOTS, st.integers(0, 20_000)),
    st.builds("s[{}] = None".format, SLOTS),
    st.builds("s[{}] = [s[{}], s[{}]]".format, SLOTS, SLOTS, SLOTS),
    st.builds("s[{}] = {{i: str(i) for i in range({})}}".format, SLOTS, st.integers(0, 2_000)),
    st.builds("grow(s[{}], {})".format, SLOTS, st.integers(0, 3_000)),
    st.builds("shrink(s[{}], {})".format, SLOTS, st.integers(0, 3_000)),
    st.just("gc.collect()"),
)
PREAMBLE = """\
import gc
s = [None] * 16
def grow(x, n):
    if type(x) is list:
        for i in range(n): x.append(i)
def shrink(x, n):
    if type(x) is list:
        for i in range(min(n, len(x))): x.pop()
"""


@settings(max_examples=150)
@given(st.lists(ACTIONS, max_size=40))
def test_any_order_of_growing_and_letting_go(lines: list[str]) -> None:
    vm = shared()
    vm.reset()
    fresh = vm.memory_in_use()
    script = PREAMBLE + "\n".join(lines)
    result = run_native(vm, Job(script.encode(), "allocate.py", LIMITS))
    assert result.status in (Status.OK, Status.MEMORY), str(result)
    assert vm.check_memory() is None
    assert result.usage.peak_memory is not None
    assert result.usage.peak_memory <= MEMORY
    if not result.restored:
        # All of it comes back but for what the names and the code take.
        run_native(vm, Job(b"s = None\ngc.collect()", "release.py", LIMITS))
        run_native(vm, Job(b"gc.collect()", "release.py", LIMITS))
        assert vm.memory_in_use() - fresh < 200_000
    assert vm.check_memory() is None


@settings(max_examples=50)
@given(st.lists(st.lists(ACTIONS, max_size=10), max_size=8))
def test_many_runs_on_one_heap(scripts: list[list[str]]) -> None:
    vm = shared()
    vm.reset()
    run_native(vm, Job(PREAMBLE.encode(), "prepare.py", LIMITS))
    for lines in scripts:
        result = run_native(vm, Job("\n".join(lines).encode(), "allocate.py", LIMITS))
        assert result.status in (Status.OK, Status.MEMORY), str(result)
        assert vm.check_memory() is None
        if result.restored:
            run_native(vm, Job(PREAMBLE.encode(), "prepare.py", LIMITS))


def test_a_reset_is_to_the_byte() -> None:
    """The same script in a VM that was reset takes the same memory, time after time."""
    vm = home().new_vm(MEMORY, Policy()._words())
    fresh = vm.memory_in_use()
    peaks = set()
    for n in range(10):
        result = run_native(vm, Job(b"x = [str(i) for i in range(1000)]", "same.py", LIMITS))
        peaks.add(result.usage.peak_memory)
        run_native(vm, Job(f"y = [0] * {n * 10_000}".encode(), "other.py", LIMITS))
        vm.reset()
        assert vm.memory_in_use() == fresh
        assert vm.check_memory() is None
    assert len(peaks) == 1


def test_what_grows_does_not_waste_memory() -> None:
    """A list grows in place.  Text is copied at every step: what it was, what it is and what
    it will be are there at one time, and holes between them."""
    cases = {
        "x = []\nwhile len(x) * 16 < {size}: x.append(0)": MEMORY // 3,
        "x = ''\nwhile len(x) < {size}: x += 'y' * 10000": MEMORY // 6,
    }
    for script, size in cases.items():
        vm = home().new_vm(MEMORY, Policy()._words())
        result = run_native(vm, Job(script.format(size=size).encode(), "grow.py", LIMITS))
        assert result.status is Status.OK, str(result)


def shared() -> EngineVM:
    """One VM a home for all examples; it is reset before each."""
    return _shared(homes.current())


@functools.cache
def _shared(_home: str) -> EngineVM:
    return home().new_vm(MEMORY, Policy.open()._words())
