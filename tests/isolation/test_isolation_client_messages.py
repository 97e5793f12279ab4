"""What crosses between a host and a script in a process, and is larger than what they share."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator

import pytest

from pkhost import VM, Limits, Policy, Status
from worker_processes import kill, workers

pytestmark = pytest.mark.usefixtures("process_home")

RING = 128 << 10
"""Bytes that are on their way at most, in one direction: LANE_RING of csrc/channel/lane.h."""

LIMITS = Limits(
    memory="256MiB", steps=None, wall_time=None, cpu_time=None, stdout=None, stderr=None
)

SMALL = [0, 1, 7, 8, 4095, 4096, 4097]
SIZES = [*SMALL, RING - 24, RING - 16, RING - 8, RING, RING + 1, 40 * RING + 3]


@pytest.fixture(scope="module")
def vm(process_home: None) -> Iterator[VM]:
    with VM(limits=LIMITS) as vm:
        yield vm


def text(size: int) -> str:
    return "".join(chr(97 + i % 26) for i in range(997)) * (size // 997 + 1)


def piece(size: int) -> str:
    return text(size)[:size]


@pytest.mark.parametrize("size", SIZES)
def test_values_in_and_out(vm: VM, size: int) -> None:
    value = {"text": piece(size), "bytes": piece(size).encode(), "numbers": list(range(size // 64))}
    vm.set("value", value)
    assert vm.get("value") == value
    assert vm.eval("len(value['text'])") == size


@pytest.mark.parametrize("size", SIZES)
def test_sources(vm: VM, size: int) -> None:
    assert vm.run(f"# {piece(size)}\nprint('ran')").stdout == "ran\n"


@pytest.mark.parametrize("size", SIZES)
def test_arguments_and_replies(size: int) -> None:
    with VM(limits=LIMITS) as vm:
        vm.expose(lambda given: [given, given], name="twice")
        assert vm.call("len", piece(size)) == size
        vm.set("given", piece(size))
        assert vm.eval("twice(given) == [given, given]") is True


@pytest.mark.parametrize("size", SIZES)
def test_output(vm: VM, size: int) -> None:
    vm.set("given", piece(size))
    result = vm.run("print(given, end='')")
    assert result.stdout == piece(size)
    assert result.usage.stdout_bytes == size


@pytest.mark.parametrize("size", SIZES)
def test_input_at_once_and_on_demand(vm: VM, size: int) -> None:
    line = piece(size)
    assert vm.run("print(len(input()))", stdin=line + "\n").stdout == f"{size}\n"
    lines = iter([line + "\n"])
    result = vm.run("print(len(input()))", stdin=lambda prompt: next(lines, ""))
    assert result.stdout == f"{size}\n"


@pytest.mark.parametrize("size", SIZES)
def test_files(size: int) -> None:
    script = "with open('in') as f: t = f.read()\nwith open('out', 'w') as f: f.write(t)"
    limits = LIMITS.replace(disk="64MiB")
    with VM(limits=limits, policy=Policy().show("open")) as vm:
        result = vm.run(script, files={"in": piece(size)})
    assert result.check().files["out"] == piece(size).encode()


def test_output_beyond_a_ring_while_nobody_takes_it() -> None:
    with VM(limits=LIMITS) as vm:
        run = vm.start(f"for i in range({40 * RING // 100}): print('x' * 99)")
        assert run.result(60).usage.stdout_bytes == 40 * RING // 100 * 100


@pytest.mark.parametrize("limit", [0, 1, 100, RING, RING + 1, 3 * RING + 5])
def test_output_is_cut_off_exactly(vm: VM, limit: int) -> None:
    script = "while True: print('0123456789' * 10)"
    result = vm.run(script, limits=LIMITS.replace(stdout=limit))
    assert result.status is Status.OUTPUT
    assert result.error is not None and result.error.limit == "stdout"
    assert result.stdout == (("0123456789" * 10 + "\n") * (limit // 100 + 1))[:limit]
    assert len(result.stdout) == result.usage.stdout_bytes == limit


def test_a_stop_in_the_middle_of_everything() -> None:
    """Whatever is half on its way, the next run begins afresh."""
    with VM(limits=LIMITS) as vm:
        vm.expose(len, name="size_of")
        script = f"t = 'x' * {4 * RING}\nwhile True:\n    print(t)\n    size_of(t)"
        for delay in range(20):
            run = vm.start(script, limits=LIMITS)
            timer = threading.Timer(delay / 500, run.interrupt)
            timer.start()
            result = run.result(60)
            timer.join()
            assert result.status is Status.INTERRUPTED
            assert len(result.stdout) == result.usage.stdout_bytes
            assert vm.eval("6 * 7") == 42


def test_streams_of_the_hosts_get_all_of_it() -> None:
    pieces: list[str] = []
    with VM(limits=LIMITS) as vm:
        script = f"for i in range(1000): print(i, 'x' * {RING // 50})"
        result = vm.run(script, on_stdout=pieces.append)
    assert result.status is Status.OK
    lines = "".join(pieces).splitlines()
    assert [int(line.split()[0]) for line in lines] == list(range(1000))


def test_a_process_that_takes_no_message_is_ended() -> None:
    """Also where the run has no limit on time: a message is not waited for without end."""
    with VM(limits=LIMITS) as vm:
        vm.run("kept = 1").check()
        stopped = workers()
        for process in stopped:
            kill(process, signal.SIGSTOP)
        try:
            result = vm.run(f"# {piece(40 * RING)}")
        finally:
            for process in stopped:
                kill(process, signal.SIGCONT)
        assert result.status is Status.CRASHED
        assert result.error is not None and "did not take a message" in result.error.message
        assert result.restored
        assert vm.run("kept").status is Status.ERROR
