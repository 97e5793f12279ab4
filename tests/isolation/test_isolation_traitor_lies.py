"""A worker that was taken over writes what it likes into its lane.

Hostile C stands in the place of its engine (traitor/).  The host never misbehaves: each run has its
exact status and reason within its limits, the VM goes on in a new worker, and nothing is left.
"""

from __future__ import annotations

import contextlib
import functools
import gc
import os
import re
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from betrayal import LIMITS, PATIENCE, crashed, in_the_workers_place, ordered, traitor

from isolation_helpers import each_case
from pkhost import VM, EngineError, Limits, ScriptResult, Status

pytestmark = pytest.mark.usefixtures("process_home")

OUTPUT, WANT_INPUT, CALL, PAUSED, ENDED, ANSWER = range(64, 70)
STDOUT = 1
EVERYTHING = 2**64 - 1

CANNOT_SAY = "said what it cannot say"
OVER_OUTPUT = "wrote more than its limit on output"
NO_FUNCTION = "called a function that it was not given"
NO_VALUE = "gave a function what is no value"
NO_END = "said of its run's end what cannot be"
NO_PLACE = "wrote what cannot be"
TIME = "did not end at its limit on time"


@pytest.fixture(scope="module", autouse=True)
def _worker(isolation: str) -> Iterator[None]:
    with in_the_workers_place(traitor()):
        yield


@pytest.fixture
def vm() -> Iterator[VM]:
    with VM(limits=LIMITS) as vm:
        yield vm


def assert_goes_on(vm: VM) -> None:
    again = vm.run("well")
    assert (again.status, again.stdout) == (Status.OK, "well\n"), str(again)


AT_ONCE = {
    # messages that there are not, or not now
    f"type {ENDED + 100} 0 0": CANNOT_SAY,
    "type 0 0 0": CANNOT_SAY,
    "type 1 0 100": CANNOT_SAY,  # RUN: the host's
    f"type {EVERYTHING} {EVERYTHING} 100": CANNOT_SAY,
    f"type {ANSWER} 0 8": "had no memory for what the run was given",
    f"type {PAUSED} 0 0": CANNOT_SAY,
    f"type {WANT_INPUT} 0 0": "asked for input that it cannot have",
    f"type {WANT_INPUT} 0 8": CANNOT_SAY,
    # output
    f"type {OUTPUT} 0 10": "wrote to a stream that there is not",
    f"type {OUTPUT} -1 10": "wrote to a stream that there is not",
    f"announce {OUTPUT} {STDOUT} {EVERYTHING} 0": OVER_OUTPUT,
    f"announce {OUTPUT} {STDOUT} {2**63} 0": OVER_OUTPUT,
    f"announce {OUTPUT} {STDOUT} {2**20 + 1} 0": OVER_OUTPUT,
    f"flood {OUTPUT} {STDOUT} 60000": OVER_OUTPUT,
    "output 1048577": OVER_OUTPUT,
    # calls of functions
    "call 0 1": NO_FUNCTION,
    "call -1 1": NO_FUNCTION,  # of an importer
    "call -2 1": NO_FUNCTION,
    f"call {2**31 - 1} 1": NO_FUNCTION,
    f"announce {CALL} 0 {EVERYTHING} 0": NO_FUNCTION,
    # the run's end
    f"announce {ENDED} 0 {EVERYTHING} 0": NO_END,
    f"announce {ENDED} 0 {1 << 30} 0": NO_END,
    f"announce {ENDED} 1 200 200": NO_END,
    "ended_short 0": NO_END,
    "ended_short 8": NO_END,
    "ended_short 500": NO_END,
    # places
    "place 1 0": NO_PLACE,
    "place 1048576 0": NO_PLACE,
    f"place {2**63} 0": NO_PLACE,
    f"place {EVERYTHING - 7} 0": NO_PLACE,
    # that it has ended, which it has not
    f"word_ended {1 << 16 | 9}": "SIGKILL",
    f"word_ended {1 << 16 | 3 << 8}": "exit code 3",
    f"word_ended {EVERYTHING}": "",
    "word_ended 1": "",
}


@pytest.mark.parametrize("order", AT_ONCE)
def test_found_out_at_once(vm: VM, order: str) -> None:
    result = vm.run(order)
    assert AT_ONCE[order] in crashed(result)
    assert result.usage.wall_time < LIMITS.wall_time + 1
    assert_goes_on(vm)


MIDDLE = "stopped in the middle of a message"

SLOW = {
    f"announce {OUTPUT} {STDOUT} 1000 16": MIDDLE,
    f"announce {ENDED} 0 1000 16": MIDDLE,
    f"flood {OUTPUT} {STDOUT} 0": TIME,
    f"trickle {OUTPUT} 1000000": MIDDLE,
    "place 0 1048576": TIME,  # of what the host will write, which it does not yet
    "bells": TIME,
    "sleep": TIME,
    "burn": TIME,
}


def test_found_out_by_time() -> None:
    """Those that go on, or keep silent, beyond their limit: all at once, as each takes seconds."""
    with ThreadPoolExecutor(len(SLOW)) as pool:
        found = dict(zip(SLOW, pool.map(ordered, SLOW), strict=True))
    for order, result in found.items():
        assert SLOW[order] in crashed(result), order
        # The host's own limit is the run's with a grace, which is the same for all.
        assert result.usage.wall_time < LIMITS.wall_time + 15, order


def test_processor_time_alone_is_limited(vm: VM) -> None:
    """Where a run may last for ever: whatever the worker has used, and was idle, before."""
    vm.run("well").check()
    begin = time.monotonic()
    result = vm.run("burn", limits=Limits(memory="8MiB", wall_time=None, cpu_time=0.2))
    assert "SIGXCPU" in crashed(result)
    assert 1 < time.monotonic() - begin < PATIENCE
    assert_goes_on(vm)


FREE = Limits(memory="8MiB", wall_time=None, cpu_time=None, steps=None, stdout=None, stderr=None)


def test_interrupted() -> None:
    """Nothing that a worker does keeps an interrupt away, when there is no limit on time."""

    def interrupted(order: str) -> tuple[ScriptResult, float]:
        with VM(limits=FREE, isolation="process") as vm:
            run = vm.start(order)
            time.sleep(0.1)  # it may be anywhere by then
            begin = time.monotonic()
            run.interrupt()
            result = run.result(PATIENCE)
            took = time.monotonic() - begin
            assert_goes_on(vm)
            return result, took

    with ThreadPoolExecutor(len(SLOW)) as pool:
        for order, (result, took) in zip(SLOW, pool.map(interrupted, SLOW), strict=True):
            assert result.status is Status.INTERRUPTED, f"{order}: {result}"
            assert took < 10, order


def test_closed_and_forgotten() -> None:
    """Whatever its worker is doing, a VM can be closed, and a run under way ends with it."""

    def closed(order: str) -> tuple[ScriptResult, float]:
        VM(limits=FREE, isolation="process").start(order)  # and nobody wants it
        vm = VM(limits=FREE, isolation="process")
        run = vm.start(order)
        begin = time.monotonic()
        vm.close()
        return run.result(PATIENCE), time.monotonic() - begin

    with ThreadPoolExecutor(len(SLOW)) as pool:
        for order, (result, took) in zip(SLOW, pool.map(closed, SLOW), strict=True):
            assert result.status is Status.INTERRUPTED, f"{order}: {result}"
            assert took < 10, order


@pytest.mark.parametrize("order", [f"flood {OUTPUT} {STDOUT} 0", "bells", "burn"])
def test_control_c(vm: VM, order: str) -> None:
    """Also while the worker says something all the time, so that the host need never sleep."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        begin = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            vm.run(order, limits=FREE)
        assert time.monotonic() - begin < 10
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert_goes_on(vm)


def test_output_up_to_the_limit(vm: VM) -> None:
    result = vm.run("output 1048576")
    assert (result.status, len(result.stdout)) == (Status.OK, 1048576)
    assert_goes_on(vm)


# ---- Functions ----


@pytest.fixture
def called() -> list[object]:
    return []


@pytest.fixture
def vm_with_function(vm: VM, called: list[object]) -> VM:
    vm.expose(lambda *arguments: called.append(arguments), "f")
    return vm


def test_more_arguments_than_its_signature_has(vm: VM, called: list[object]) -> None:
    """A decorated function may take any number itself, and no script could give them."""

    def wrapped(a: object, b: object = 2) -> None:
        raise AssertionError

    @functools.wraps(wrapped)
    def wrapper(*arguments: object) -> None:
        called.append(arguments)

    vm.expose(wrapper, "wrapper")
    vm.expose(functools.wraps(wrapped)(lambda *arguments, **_: wrapper(*arguments)), "again")
    for function in (0, 1):
        for data, arguments in (("930102c0", None), ("9101", None), ("920102", (1, 2))):
            number = int.from_bytes(bytes.fromhex(data), "little")
            result = vm.run(f"call_bytes {function} {number} {len(data) // 2}")
            assert result.status is Status.OK
            assert called == ([] if arguments is None else [arguments]), data
        called.clear()
    assert_goes_on(vm)


VALUES = {
    # the bytes of MessagePack, little end first, and how many
    "c1": NO_VALUE,  # no format
    "91": NO_VALUE,  # an array of one, without it
    "c0": NO_VALUE,  # no array
    "9191919191": NO_VALUE,
    "ddffffffff": NO_VALUE,  # an array of 2**32 - 1
    "91dfffffffff": NO_VALUE,  # a map
    "91dbffffffff": NO_VALUE,  # a text
    "91c6ffffffff": NO_VALUE,  # bytes
    "91c9fffffffffe": NO_VALUE,  # a tuple
    "91a2ffff": NO_VALUE,  # a text that is none
    "91cb7ff8000000000000"[:16]: NO_VALUE,
    "91d4ff00": NO_VALUE,  # a time
    "91d4fb00": NO_VALUE,  # a tuple that is a key
    "91819000": NO_VALUE,  # a list that is a key
    "9090": NO_VALUE,  # more than one
    "91d4fd90": "",  # an empty set
}


@pytest.mark.parametrize("data", VALUES)
def test_arguments_that_are_none(vm_with_function: VM, called: list[object], data: str) -> None:
    number = int.from_bytes(bytes.fromhex(data), "little")
    result = vm_with_function.run(f"call_bytes 0 {number} {len(data) // 2}")
    if VALUES[data]:
        assert VALUES[data] in crashed(result)
        assert called == []
    else:
        assert (result.status, len(called)) == (Status.OK, 1)
    vm_with_function.run("well")


@pytest.mark.parametrize("levels", [66, 1000, 60000])
def test_arguments_with_many_levels(
    vm_with_function: VM, called: list[object], levels: int
) -> None:
    assert NO_VALUE in crashed(vm_with_function.run(f"call 0 {levels}"))
    assert called == []


def test_arguments_that_are_many(vm_with_function: VM, called: list[object]) -> None:
    """A million empty lists are a megabyte here, and would be sixty of the host's."""
    assert NO_VALUE in crashed(vm_with_function.run("call_lists 0 1000000"))
    assert called == []
    assert vm_with_function.run("call_lists 0 50000").ok
    assert len(called) == 1


def test_a_function_that_was_not_given(vm_with_function: VM, called: list[object]) -> None:
    assert NO_FUNCTION in crashed(vm_with_function.run("call_bytes 1 0x90 1"))
    assert called == []


def test_calls_whose_replies_nobody_reads(vm_with_function: VM, called: list[object]) -> None:
    """As many as there are; the host waits for room, and no longer than its limits are."""
    assert crashed(vm_with_function.run("calls 1000000"))
    assert called


# ---- The run's end ----


def well_formed(result: ScriptResult) -> None:
    """A result of an engine that may have lied, but of this run."""
    assert isinstance(result.status, Status)
    assert isinstance(str(result), str)
    usage = result.usage
    assert 0 <= usage.wall_time < 60
    assert usage.cpu_time is None or 0 <= usage.cpu_time < 60
    assert usage.steps is None or usage.steps >= 0
    assert usage.peak_memory is None or 0 <= usage.peak_memory <= LIMITS.memory
    assert len(result.stdout) <= LIMITS.stdout
    assert result.ok == (result.error is None)


def test_each_word_of_the_end_forged(vm: VM) -> None:
    size_of_numbers = 80
    outcomes: Counter[Status] = Counter()
    for place in range(0, size_of_numbers + 16 + 48, 4):
        for value in (1, 8, 9, 100, 255, 2**31, 2**32, 2**63, EVERYTHING):
            result = vm.run(f"ended_forged {place} 4 {value}")
            well_formed(result)
            outcomes[result.status] += 1
            if (
                result.status is Status.CRASHED
                and result.error
                and "failed" in result.error.message
            ):
                assert NO_END in crashed(result) or "contain" in crashed(result)
    assert outcomes[Status.CRASHED] > 100
    assert_goes_on(vm)


@pytest.mark.parametrize("text", range(6))
@pytest.mark.parametrize(("size", "byte"), [(0, 0), (1, 0xFF), (100, 0x80), (60000, 0x91)])
def test_texts_of_the_end_that_are_none(vm: VM, text: int, size: int, byte: int) -> None:
    result = vm.run(f"ended_text {text} {size} {byte}")
    well_formed(result)
    assert result.status in (Status.ERROR, Status.CRASHED, Status.OK)
    assert_goes_on(vm)


@pytest.mark.parametrize("order", ["ended_twice", "unasked 100"])
def test_more_than_was_asked_for(vm: VM, order: str) -> None:
    """What it says too much may be found by the next run only, which is its own as well."""
    well_formed(vm.run(order))
    well_formed(vm.run("well"))
    vm.reset()
    assert_goes_on(vm)


SILENCE, TOO_LARGE, CUT_OFF, OTHER_TYPE, OTHER_CODE, EXIT, LOOK = range(1, 8)


@pytest.mark.parametrize("lie", [TOO_LARGE, OTHER_TYPE, OTHER_CODE, EXIT])
@pytest.mark.parametrize("ask", [VM.reset, VM.snapshot], ids=["reset", "snapshot"])
def test_lies_between_runs(vm: VM, lie: int, ask: Callable[[VM], object]) -> None:
    vm.run(f"between {lie}").check()
    try:
        ask(vm)
    except EngineError as error:
        assert str(error)
    assert_goes_on(vm)


@pytest.mark.parametrize("lie", [SILENCE, CUT_OFF])
def test_a_fork_waits_for_all_at_once(lie: int) -> None:
    """What it takes along is asked of all workers, of which none can keep it for longer alone."""
    with contextlib.ExitStack() as stack:
        vms = [stack.enter_context(VM(limits=LIMITS)) for _ in range(6)]
        for vm in vms[:5]:
            vm.run(f"between {lie}").check()
        vms[5].run("well").check()
        begin = time.monotonic()
        child = os.fork()
        if child == 0:
            os._exit(0)
        took = time.monotonic() - begin
        assert os.waitpid(child, 0) == (child, 0)
        assert took < 25
        for vm in vms:
            assert_goes_on(vm)


@pytest.mark.parametrize(
    "lie",
    [
        TOO_LARGE,
        OTHER_TYPE,
        OTHER_CODE,
        EXIT,
        f"{LOOK} 0 0 1",  # more than it says
        f"{LOOK} 10 10 19",  # less
        f"{LOOK} {2**63} {2**63} 0",  # which make 0 together
        f"{LOOK} {EVERYTHING} 17 16",
        f"{LOOK} 100 0 100",  # no traceback
        f"{LOOK} 0 100 100",  # no variables
        f"{LOOK} 0 {1 << 40} 100",
    ],
)
def test_lies_about_a_paused_run(vm: VM, lie: object) -> None:
    run = vm.start(f"pause {lie}", paused=True)
    assert run.locals() == {}
    assert run.traceback() == ()
    run.interrupt()
    well_formed(run.result(PATIENCE))
    assert_goes_on(vm)


# ---- Anything ----


def test_messages_that_are_changed_while_they_are_read(vm: VM) -> None:
    for _ in range(5):
        well_formed(vm.run("flip"))
    assert_goes_on(vm)


def endured(order: str, limits: Limits = LIMITS) -> Status:
    """Some garbage, for a VM that has functions and whose output is watched."""
    with VM(limits=limits) as vm:
        vm.expose(lambda *arguments: arguments[:1], "f")
        vm.expose(lambda **arguments: len(arguments), "g")
        result = vm.run(order, on_stdout=lambda text: None)
        well_formed(result)
        after = vm.run("well")
        if result.status is Status.CRASHED:
            assert (after.status, after.stdout) == (Status.OK, "well\n"), f"after {order}: {after}"
        return result.status


RANDOM, GARBAGE = 120, 40
"""How many cases there are in the suite."""


def test_random_messages() -> None:
    """scripts/fuzz does this for minutes, with sanitizers, and other cases each time."""
    limits = Limits(memory="8MiB", wall_time=0.2, stdout="100KiB", stderr="100KiB")
    with ThreadPoolExecutor(16) as pool:
        found = Counter(each_case(pool, lambda n: endured(f"fuzz {n}", limits), RANDOM))
    print(found)
    assert found[Status.CRASHED] > RANDOM // 4, found
    assert found.total() - found[Status.CRASHED] > RANDOM // 20, found


def test_garbage_everywhere() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = Counter(each_case(pool, lambda n: endured(f"garbage {n} 100"), GARBAGE))
    print(found)
    assert set(found) <= {Status.CRASHED, Status.OK, Status.ERROR}, found


def test_nothing_is_left() -> None:
    """No descriptor, no thread, no memory that grows, however a run was betrayed."""

    def betray() -> None:
        for order in (*list(AT_ONCE)[:12], "exit 3", "fault", "trap"):
            crashed(ordered(order))

    betray()
    gc.collect()
    before = descriptors(), threading.active_count(), resident()
    for _ in range(5):
        betray()
    gc.collect()
    after = descriptors(), threading.active_count(), resident()
    assert after[:2] == before[:2]
    assert after[2] - before[2] < 8 << 20


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def resident() -> int:
    with open("/proc/self/status") as file:  # noqa: PTH123
        found = re.search(r"^RssAnon:\s*(\d+) kB$", file.read(), re.MULTILINE)
    assert found
    return int(found[1]) << 10


@pytest.mark.parametrize("order", ["exit 3", "fault", "type 0 0 0", "place 1 0"])
def test_a_group_that_was_taken_over(order: str) -> None:
    """It is lost as a whole, and goes on in another process; other groups notice nothing."""
    with (
        VM(group="a", limits=LIMITS) as one,
        VM(group="a", limits=LIMITS) as other,
        VM(group="b", limits=LIMITS) as apart,
    ):
        for vm in (one, other, apart):
            assert_goes_on(vm)
        for _ in range(3):
            crashed(one.run(order))
            assert_goes_on(apart)
            assert_goes_on(one)
            assert other.run("well").status in (Status.OK, Status.CRASHED)
            assert_goes_on(other)
