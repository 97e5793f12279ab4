"""Slices are exact, and a run comes out the same however it is cut up."""

from __future__ import annotations

import math
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkhost import VM, Limits, MisuseError, Status
from slices_helpers import BYTECODE, COUNTED, FREE, PATIENCE, SCRIPTS, finish, outcome, whole

EXPECTED = {name: whole(script) for name, script in SCRIPTS.items()}
STEPS = EXPECTED["bytecode"].usage.steps
assert STEPS is not None
# A script that PocketPy does not take would prove nothing.
FAILING = {"uncaught", "too deep", "syntax error"}
assert {name for name, result in EXPECTED.items() if not result.ok} == FAILING


@pytest.fixture(scope="module")
def kept() -> Iterator[VM]:
    """A VM for many examples, reset before each."""
    with VM(limits=COUNTED) as vm:
        yield vm


@pytest.mark.parametrize("size", [1, 2, 3, 7, 10, 50, STEPS - 1, STEPS, STEPS + 1, 10**6, 2**62])
def test_a_slice_is_exactly_so_many_steps(vm: VM, size: int) -> None:
    """A script of nothing but bytecode takes as many slices as its steps fill."""
    run = vm.start(BYTECODE, limits=COUNTED, paused=True)
    pauses = 0
    while run.step(size):
        assert run.paused
        pauses += 1
    assert pauses == math.ceil(STEPS / size) - 1
    assert run.result(PATIENCE).usage.steps == STEPS


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("name", SCRIPTS)
def test_slices_change_nothing(name: str, size: int) -> None:
    with VM(limits=COUNTED) as vm:
        result = finish(vm.start(SCRIPTS[name], paused=True), [size])
    assert outcome(result) == outcome(EXPECTED[name])


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_runthat_could_pause_and_did_not(name: str) -> None:
    with VM(limits=COUNTED) as vm:
        assert outcome(vm.start(SCRIPTS[name]).result(PATIENCE)) == outcome(EXPECTED[name])


@settings(max_examples=200)
@given(st.sampled_from(sorted(SCRIPTS)), st.lists(st.integers(1, 300), min_size=1, max_size=12))
def test_slices_of_any_sizes_change_nothing(kept: VM, name: str, sizes: list[int]) -> None:
    kept.reset()
    result = finish(kept.start(SCRIPTS[name], paused=True), sizes)
    assert outcome(result) == outcome(EXPECTED[name])


@settings(max_examples=150)
@given(
    st.sampled_from([name for name in sorted(SCRIPTS) if EXPECTED[name].status is Status.OK]),
    st.data(),
)
def test_a_limit_of_steps_strikes_at_that_step_in_any_slices(
    kept: VM, name: str, data: st.DataObject
) -> None:
    """Just enough is enough, and one less is a limit at exactly that step."""
    steps = EXPECTED[name].usage.steps
    assert steps is not None
    limit = data.draw(st.sampled_from([steps, steps - 1, steps // 2, 1]))
    sizes = data.draw(st.lists(st.integers(1, 400), min_size=1, max_size=5))
    kept.reset()
    in_one_piece = kept.run(SCRIPTS[name], limits=Limits(steps=limit))
    kept.reset()
    run = kept.start(SCRIPTS[name], limits=Limits(steps=limit), paused=True)
    sliced = finish(run, sizes)
    assert outcome(sliced) == outcome(in_one_piece)
    assert sliced.status is (Status.OK if limit >= steps else Status.STEPS)
    assert sliced.usage.steps == limit


@pytest.mark.parametrize(
    "script",
    [
        "x = list(range(10000))",
        "x = [i for i in range(300)]\nx.sort()",
        "x = max(range(5000))",
        "x = sorted([(i * 37) % 101 for i in range(101)], key=lambda v: -v)",
        "x = ','.join(map(str, range(300)))",
        "list(range(400))",  # the value is converted, an item a step
    ],
)
@pytest.mark.parametrize("size", [7, 100])
def test_a_slice_ends_in_native_code_too(vm: VM, script: str, size: int) -> None:
    """No script gets more out of a slice by having native code take its steps."""
    steps = whole(script).usage.steps
    run = vm.start(script, limits=COUNTED, paused=True)
    pauses = 0
    while run.step(size):
        pauses += 1
    assert pauses == math.ceil(steps / size) - 1
    assert run.result(PATIENCE).usage.steps == steps


def test_after_a_pause_a_step_is_a_step(vm: VM) -> None:
    """The bytecode that a pause came before is not given away."""
    seen: list[object] = []

    @vm.expose
    def hold() -> None:
        seen.append(run.pause())

    run = vm.start("hold()\nn = 0\nwhile True: n = n + 1", limits=COUNTED, paused=True)
    assert run.step(10**6) and run.paused
    assert seen == [True]
    places = []
    for _ in range(400):
        assert run.step(1)
        places.append(run.locals().get("n", -1))
    # `n = n + 1` in a loop is 7 bytecodes or so: each step is one of them, none is two.
    lengths = {places.count(n) for n in range(5, 40)}
    assert len(lengths) == 1 and min(lengths) > 3
    run.interrupt()
    assert run.result(PATIENCE).status is Status.INTERRUPTED


def test_without_a_limit_of_steps(vm: VM) -> None:
    result = finish(vm.start(BYTECODE, limits=FREE, paused=True), [10])
    assert result.ok and result.usage.steps is None


def test_step_after_the_end(vm: VM) -> None:
    run = vm.start("x = 1", paused=True)
    assert run.step(1000) is False
    assert run.step(1) is False
    assert run.step_line() is False
    assert run.pause() is False and run.resume() is False
    assert run.result().ok
    assert run.step(1) is False


def test_step_of_a_script_that_was_refused(vm: VM) -> None:
    run = vm.start("a\0b", paused=True)
    assert run.step(1) is False and not run.paused
    assert run.traceback() == () and run.locals() == {}


def test_step_while_it_runs_is_misuse(vm: VM) -> None:
    run = vm.start("while True: pass", limits=FREE)
    with pytest.raises(MisuseError, match="pause"):
        run.step(1)
    with pytest.raises(MisuseError, match="pause"):
        run.step_line()
    assert run.pause() and run.step(5)
    run.interrupt()
    assert run.result(PATIENCE).status is Status.INTERRUPTED


@pytest.mark.parametrize("steps", [0, -1, 1.0, "1", None, True, False])
def test_a_number_of_steps_that_is_none(vm: VM, steps: object) -> None:
    run = vm.start("x = 1", paused=True)
    with pytest.raises(ValueError, match="steps"):
        run.step(steps)  # type: ignore[arg-type]
    assert run.paused and run.step(1)
    run.interrupt()


def test_globals_are_there_after_a_sliced_run(vm: VM) -> None:
    assert finish(vm.start("items = [1]", paused=True), [1]).ok
    assert finish(vm.start("items.append(2)", paused=True), [2]).ok
    assert vm.get("items") == [1, 2]
