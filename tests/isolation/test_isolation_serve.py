"""What a worker does for its host: runs, by the messages of a lane."""

from __future__ import annotations

import ctypes
import os
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import msgpack
import pytest
import serving
from serving import Worker

from pkhost import Limits
from pkhost.engine import factory
from pkhost.engine.job import Job
from pkhost.engine.outcome import Event

Built = tuple[Path, ctypes.CDLL]

MIB = 1 << 20
SECOND = 10**9
ENDLESS = "while True:\n    pass"
NATIVE = "a = 'a' * 1000000\na.rfind('a' * 500000 + 'b')"
"""One call of native code, which takes minutes."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return serving.build(tmp_path_factory.mktemp("serve"))


@pytest.fixture
def worker(built: Built) -> Iterator[Worker]:
    with serving.workers(built) as (one,):
        yield one


@pytest.fixture
def two(built: Built) -> Iterator[list[Worker]]:
    with serving.workers(built, 2) as workers:
        yield workers


def memory_used(worker: Worker) -> int:
    return int.from_bytes(worker.ask(serving.MEMORY_USED).data, "little")


def exit_code(status: int) -> int:
    return os.waitstatus_to_exitcode(status)


# ----------------------------------------------------------------------------- outcomes


def test_a_script_runs(worker: Worker) -> None:
    end = worker.run("print('a', 6 * 7)")
    assert (end.status, end.stdout, end.stderr) == ("OK", b"a 42\n", b"")
    end = worker.run("6 * 7", want_value=True)
    assert end.value is not None and msgpack.unpackb(end.value) == 42
    assert worker.run("None", want_value=True).value is None


def test_the_vm_keeps_what_scripts_leave(worker: Worker) -> None:
    worker.run("a = [1]")
    worker.run("a.append(2)")
    assert worker.run("print(a)").stdout == b"[1, 2]\n"


def test_an_error_comes_with_its_place(worker: Worker) -> None:
    end = worker.run("def f():\n    return 1 / 0\nf()")
    assert (end.status, end.error_type) == ("ERROR", "ZeroDivisionError")
    assert b"return 1 / 0" in end.traceback
    end = worker.run("exit(3)")
    assert (end.status, end.exited, end.exit_code) == ("ERROR", True, 3)


@pytest.mark.parametrize(
    ("source", "settings", "status"),
    [
        (ENDLESS, {"steps": 10_000}, "STEPS"),
        (ENDLESS, {"wall_time": SECOND // 20}, "WALL_TIME"),
        (ENDLESS, {"cpu_time": SECOND // 20}, "CPU_TIME"),
        ("a = []\nwhile True:\n    a.append(str(len(a)))", {"memory": 8 * MIB}, "MEMORY"),
        ("while True:\n    print(1)", {"stdout_limit": 100_000}, "OUTPUT"),
        ("import time\ntime.sleep(60)", {"wall_time": SECOND // 20}, "WALL_TIME"),
        ("input()", {"wall_time": SECOND // 20, "input_on_demand": True}, "WALL_TIME"),
        (NATIVE, {"wall_time": SECOND // 50}, "WALL_TIME"),
    ],
)
def test_limits_end_runs(
    worker: Worker, source: str, settings: dict[str, int], status: str
) -> None:
    worker.start(source, **settings)
    if settings.get("input_on_demand"):
        assert worker.receive().type == serving.WANT_INPUT
    end = worker.finish()
    assert end.status == status
    assert worker.run("print(1)").stdout == b"1\n"


CORPUS = [
    "print([n * n for n in range(100)])",
    "import json\nprint(json.dumps({'a': [1, 2.5, None]}))",
    "def fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nprint(fib(15))",
    "a = 'x' * 100000\nprint(len(a))\na * 100",
    "class A:\n    def __init__(self): self.b = {}\nfor i in range(1000):\n    A().b[i] = i",
    "print('y' * 50000)\nraise ValueError('no')",
    "def f(): f()\nf()",
]


def test_all_is_as_in_a_thread(worker: Worker) -> None:
    """Steps and memory too: the same engine runs, on a thread that was made for it."""
    vm = factory.home("thread").new_vm(serving.MEMORY, b"*\0")
    limits = Limits(steps=10**6, memory=serving.MEMORY, recursion=200, wall_time=None)
    try:
        for source in CORPUS:
            event = vm.run(Job(source.encode(), "main.py", limits))
            while event is not Event.DONE:
                event = vm.wait()
            here = vm.outcome()
            there = worker.run(source, steps=10**6)
            assert (there.status, there.steps, there.peak_memory) == (
                here.status.name,
                here.usage.steps,
                here.usage.peak_memory,
            ), source
            assert (there.stdout.decode(), there.stdout_total) == (here.stdout, len(here.stdout))
            assert memory_used(worker) == vm.memory_in_use()
    finally:
        vm.close()


def test_a_crash_is_contained(worker: Worker) -> None:
    worker.run("a = 1")
    worker.ask(serving.FAIL_ALLOCATION, (3).to_bytes(8, "little"))
    end = worker.run("b = [str(n) for n in range(1000)]")
    assert (end.status, end.restored) == ("MEMORY", True)
    assert worker.run("a").error_type == "NameError"
    assert worker.ask(serving.CHECK_REGION).data == b""


def test_files_come_and_go(worker: Worker) -> None:
    packed = msgpack.packb({"in.txt": b"some text"})
    end = worker.run("open('out.txt', 'w').write(open('in.txt').read() * 2)", files=packed)
    assert end.status == "OK", end.error_message
    assert msgpack.unpackb(end.files) == {"out.txt": b"some text" * 2}
    worker.start("", files=b"\xff")
    answer = worker.receive()
    assert (answer.type, answer.detail) == (serving.ANSWER, serving.BAD_FILES)
    assert worker.run("print(2)").stdout == b"2\n"


# ------------------------------------------------------------------------------- output


def test_much_output_comes_whole(worker: Worker) -> None:
    source = "import sys\nfor n in range(100000):\n    print(n)\n    sys.stderr.write(f'{-n}\\n')"
    end = worker.run(source)
    assert end.stdout == b"".join(b"%d\n" % n for n in range(100_000))
    assert end.stderr == b"".join(b"%d\n" % -n for n in range(100_000))
    assert (end.stdout_total, end.stderr_total) == (len(end.stdout), len(end.stderr))
    # In few messages, so that it is not the messages that take the time.
    assert len(end.messages) < (len(end.stdout) + len(end.stderr)) // 10_000


def test_one_piece_larger_than_the_ring(worker: Worker) -> None:
    end = worker.run("print('a')\nprint('x' * 3000000)\nprint('b')")
    assert end.stdout == b"a\n" + b"x" * 3_000_000 + b"\nb\n"


def test_output_stops_at_its_limit(worker: Worker) -> None:
    for limit in (0, 1, 5, 20_000, 100_000):
        end = worker.run("while True:\n    print('abc')", stdout_limit=limit)
        assert (end.status, end.stdout_total) == ("OUTPUT", limit)
        assert end.stdout == (b"abc\n" * (limit // 4 + 1))[:limit]


def test_streamed_output_comes_at_once(worker: Worker) -> None:
    worker.start("print('first')\nwhile True:\n    pass", stream_output=True)
    said = b""
    while not said.endswith(b"\n"):
        message = worker.receive()
        assert (message.type, message.detail) == (serving.OUTPUT, 1)
        said += message.data
    assert said == b"first\n"
    worker.wish(serving.INTERRUPT)
    assert worker.finish().status == "INTERRUPTED"


def test_a_host_that_reads_late_gets_all(worker: Worker) -> None:
    """The worker waits for room in its ring, and its time goes on meanwhile."""
    worker.start("while True:\n    print('x' * 99)", wall_time=SECOND // 4)
    time.sleep(0.5)
    end = worker.finish()
    assert (end.status, len(end.stdout)) == ("WALL_TIME", end.stdout_total)
    assert end.stdout_total > serving.RING


# -------------------------------------------------------------------------------- input


def test_input_comes_when_it_is_wanted(worker: Worker) -> None:
    worker.start("print(input('name? '), input(), input())", stdin=b"a\n", input_on_demand=True)
    message = worker.receive()
    assert (message.type, message.data) == (serving.OUTPUT, b"name? ")
    assert worker.receive().type == serving.WANT_INPUT
    worker.send(serving.GIVE_INPUT, b"b\nc")
    assert worker.receive().type == serving.WANT_INPUT
    worker.send(serving.GIVE_INPUT, b"c\n")
    assert worker.finish().stdout == b"a b cc\n"


def test_input_ends(worker: Worker) -> None:
    worker.start("input()", input_on_demand=True)
    assert worker.receive().type == serving.WANT_INPUT
    worker.send(serving.GIVE_INPUT)
    assert worker.finish().error_type == "EOFError"


def test_input_that_comes_too_late_is_of_no_later_run(worker: Worker) -> None:
    worker.start("input()", input_on_demand=True)
    assert worker.receive().type == serving.WANT_INPUT
    worker.wish(serving.INTERRUPT)
    worker.send(serving.GIVE_INPUT, b"late\n")
    assert worker.finish().status in ("INTERRUPTED", "OK")
    worker.start("print(input())", input_on_demand=True)
    assert worker.receive().type == serving.WANT_INPUT
    worker.send(serving.GIVE_INPUT, b"now\n")
    assert worker.finish().stdout == b"now\n"


# -------------------------------------------------------------------------------- calls


def expose(worker: Worker, *signatures: str) -> None:
    functions = [[None, s.partition("(")[0], s, n, None] for n, s in enumerate(signatures)]
    end = worker.run("", kind=serving.EXPOSE, payload=msgpack.packb(functions))
    assert end.status == "OK", end.error_message


def value(what: object) -> bytes:
    return b"\0" + msgpack.packb(what)


def test_functions_of_the_host_are_called(worker: Worker) -> None:
    expose(worker, "add(a, b=1)", "fail()")

    def add(data: bytes) -> bytes:
        a, b = msgpack.unpackb(data)
        return value(a + b)

    def fail(data: bytes) -> bytes:
        return b"\1" + msgpack.packb(["KeyError", "'k'", 17])

    worker.start("print(add(1, 2), add('x', b='y'), sum([add(n, n) for n in range(1000)]))")
    assert worker.finish({0: add}).stdout == b"3 xy 999000\n"
    worker.start("fail()")
    end = worker.finish({1: fail})
    assert (end.status, end.error_type, end.host_error) == ("ERROR", "KeyError", 17)


@pytest.mark.parametrize("size", [0, 4000, 4095, 4096, 5000, 200_000, 3_000_000])
def test_values_of_any_size_cross(worker: Worker, size: int) -> None:
    expose(worker, "echo(a)")
    worker.start(f"a = 'x' * {size}\nb = echo(a)\nprint(a == b, len(b))")
    end = worker.finish({0: lambda data: value(msgpack.unpackb(data)[0])})
    assert end.stdout == b"True %d\n" % size, end.error_message


def test_the_host_stops_a_script_that_calls(worker: Worker) -> None:
    expose(worker, "f()")
    worker.start("f()\nprint('not reached')")
    assert worker.receive().type == serving.CALL
    worker.send(serving.REPLY, detail=-2)
    end = worker.finish()
    assert (end.status, end.stdout) == ("INTERRUPTED", b"")


def test_time_in_functions_of_the_host_is_theirs(worker: Worker) -> None:
    expose(worker, "f()")
    worker.start("f()", spare_host_time=True, wall_time=SECOND // 10, cpu_time=SECOND // 10)
    assert worker.receive().type == serving.CALL
    time.sleep(0.3)
    worker.send(serving.REPLY, value(None))
    end = worker.finish()
    assert (end.status, end.cpu_time < SECOND // 10) == ("OK", True)
    worker.start("f()\nwhile True: pass", wall_time=SECOND // 10)
    assert worker.receive().type == serving.CALL
    time.sleep(0.3)
    worker.send(serving.REPLY, value(None))
    assert worker.finish().status == "WALL_TIME"


def test_an_interrupt_waits_for_the_function(worker: Worker) -> None:
    expose(worker, "f()")
    worker.start("f()\nprint('not reached')")
    assert worker.receive().type == serving.CALL
    worker.wish(serving.INTERRUPT)
    worker.send(serving.REPLY, value(None))
    end = worker.finish()
    assert (end.status, end.stdout) == ("INTERRUPTED", b"")


def test_modules_come_from_the_host(worker: Worker) -> None:
    asked = []

    def find(name: bytes) -> bytes:
        asked.append(name)
        return b"\0answer = 42" if name == b"m.py" else b"\1"

    worker.start("import m\nprint(m.answer)\nimport n", has_importer=True)
    end = worker.finish({-1: find})
    assert (end.stdout, end.error_type) == (b"42\n", "ModuleNotFoundError")
    assert asked[0] == b"m.py" and b"n.py" in asked


# ------------------------------------------------------------------------------- pauses


def go_on(worker: Worker, steps: int = -1, by_line: bool = False) -> None:
    worker.send(serving.GO_ON, struct.pack("=qB7x", steps, by_line))


def test_a_run_pauses_and_goes_on(worker: Worker) -> None:
    worker.start("for n in range(1000):\n    pass\nprint('end')", slice=100)
    pauses = 0
    while (message := worker.receive()).type == serving.PAUSED:
        pauses += 1
        go_on(worker, 1000)
    assert (message.type, message.data) == (serving.OUTPUT, b"end\n")
    sliced = worker.finish()
    assert (sliced.status, pauses) == ("OK", 4)
    whole = worker.run("for n in range(1000):\n    pass\nprint('end')", slice=-1, steps=10**6)
    assert whole.status == "OK"


def test_a_run_begins_paused_and_is_looked_at(worker: Worker) -> None:
    worker.start("a = 7\nb = 'x'\nprint(a)", slice=0)
    assert worker.receive().type == serving.PAUSED
    lines = []
    while True:
        go_on(worker, by_line=True)
        message = worker.receive()
        if message.type != serving.PAUSED:
            break
        answer = worker.ask(serving.INSPECT)
        assert answer.detail == serving.OK
        size = int.from_bytes(answer.data[:8], "little")
        lines.append(answer.data[16 : 16 + size].split(b"\x1f")[1])
        names = [each[0] for each in msgpack.unpackb(answer.data[16 + size :])]
    assert lines == [b"1", b"2", b"3"]
    assert sorted(names) == [b"a", b"b"]
    assert message == (serving.OUTPUT, 1, b"7\n")
    worker.finish()
    assert worker.ask(serving.INSPECT).detail == serving.NOT_PAUSED


def test_a_run_is_paused_when_the_host_wishes(worker: Worker) -> None:
    worker.start("print('kept')\nn = 0\nwhile True:\n    n += 1", slice=-1)
    for _ in range(3):
        time.sleep(0.01)
        worker.wish(serving.PAUSE)
        message = worker.receive()
        if message.type == serving.OUTPUT:  # what was printed by then comes first
            assert message.data == b"kept\n"
            message = worker.receive()
        assert message.type == serving.PAUSED
        go_on(worker)
    worker.wish(serving.INTERRUPT)
    assert worker.finish().status == "INTERRUPTED"


def test_nothing_changes_a_paused_vm(worker: Worker) -> None:
    worker.start("a = 1", slice=0)
    assert worker.receive().type == serving.PAUSED
    for kind in (serving.RESET, serving.REBASE, serving.TAKE_IMAGE):
        assert worker.ask(kind).detail == serving.BUSY
    assert worker.ask(serving.PUT_IMAGE, b"12345678").detail == serving.BUSY
    go_on(worker)
    assert worker.finish().status == "OK"


@pytest.mark.parametrize("how", ["stop", "wish", "both"])
def test_a_paused_run_is_ended(worker: Worker, how: str) -> None:
    worker.start("print('no')", slice=0)
    assert worker.receive().type == serving.PAUSED
    if how != "stop":
        worker.wish(serving.INTERRUPT)
    if how != "wish":
        worker.send(serving.STOP)
    end = worker.finish()
    assert (end.status, end.stdout) == ("INTERRUPTED", b"")
    assert worker.run("print(1)").stdout == b"1\n"


# --------------------------------------------------------------------------- interrupts


@pytest.mark.parametrize(
    "source",
    [
        ENDLESS,
        "import time\ntime.sleep(60)",
        "a = list(range(10 ** 4))\nwhile True:\n    a == a[:]",
        "input()",
        NATIVE,
    ],
)
def test_an_interrupt_ends_a_run_soon(worker: Worker, source: str) -> None:
    for _ in range(5):
        worker.start(source, input_on_demand=True)
        time.sleep(0.02)
        begin = time.monotonic()
        worker.wish(serving.INTERRUPT)
        if source == "input()":
            assert worker.receive().type == serving.WANT_INPUT
        assert worker.finish().status == "INTERRUPTED"
        assert time.monotonic() - begin < 1


def test_a_wish_for_another_run_is_ignored(worker: Worker) -> None:
    worker.start(ENDLESS, wall_time=SECOND // 5)
    for run in (0, worker.runs - 1, worker.runs + 1):
        worker.wish(serving.INTERRUPT, run=run)
    assert worker.finish().status == "WALL_TIME"


def test_a_wish_can_come_before_its_run(worker: Worker) -> None:
    worker.wish(serving.INTERRUPT, run=worker.runs + 1)
    assert worker.run(ENDLESS, wall_time=10 * SECOND).status == "INTERRUPTED"


def test_signals_without_a_wish_do_nothing(worker: Worker) -> None:
    worker.start("for n in range(300000):\n    pass\nprint(n)", steps=10**7)
    for _ in range(100):
        os.kill(worker.pid, worker.signal)
    end = worker.finish()
    assert (end.status, end.stdout) == ("OK", b"299999\n")


# -------------------------------------------------------------------------- between runs


def test_a_vm_is_put_back_after_a_run(worker: Worker) -> None:
    new = memory_used(worker)
    end = worker.run("a = 'x' * 100000", reset_after=True)
    assert (end.status, end.restored) == ("OK", False)
    assert memory_used(worker) == new
    assert worker.run("a").error_type == "NameError"


def test_reset_and_rebase(worker: Worker) -> None:
    worker.run("a = 1")
    assert worker.ask(serving.REBASE).detail == serving.OK
    worker.run("b = 1")
    assert worker.ask(serving.RESET).detail == serving.OK
    assert worker.run("print(a)").stdout == b"1\n"
    assert worker.run("b").error_type == "NameError"


def test_an_image_goes_to_another_worker(two: list[Worker]) -> None:
    first, second = two
    first.run("a = {str(n): [n] for n in range(10000)}\nclass A:\n    b = a")
    answer = first.ask(serving.TAKE_IMAGE)
    assert answer.detail == serving.OK
    first.run("a = None")
    for worker in (first, second):
        assert worker.ask(serving.PUT_IMAGE, answer.data).detail == serving.OK
        end = worker.run("print(sum([A().b[str(n)][0] for n in range(10000)]))")
        assert end.stdout == b"49995000\n"
        assert worker.ask(serving.CHECK_REGION).data == b""
    # It was put, not taken for new.
    assert second.ask(serving.RESET).detail == serving.OK
    assert second.run("a").error_type == "NameError"
    assert second.ask(serving.PUT_IMAGE, answer.data, 1).detail == serving.OK
    second.run("a = None")
    assert second.ask(serving.RESET).detail == serving.OK
    assert second.run("print(len(a))").stdout == b"10000\n"


def test_what_is_no_image_is_refused(worker: Worker) -> None:
    """None of its numbers can lead out of it, or to memory that the region has not."""
    worker.run("a = 1")
    image = worker.ask(serving.TAKE_IMAGE).data
    header = 48
    first_piece = slice(header, header + 24)
    changed = []
    for at in range(8, header, 8):  # all but what the worker sets itself
        for number in (0, 1 << 20, 1 << 40, (1 << 64) - 1):
            changed.append(image[:at] + number.to_bytes(8, "little") + image[at + 8 :])
    for at in range(first_piece.start, first_piece.stop, 8):
        for number in (8, 1 << 40, (1 << 64) - 1):
            changed.append(image[:at] + number.to_bytes(8, "little") + image[at + 8 :])
    changed += [image[:-8], image + bytes(8), image[:40], b"", image[:header]]
    for bad in changed:
        for detail in (0, 1):
            answer = worker.ask(serving.PUT_IMAGE, bad, detail)
            assert answer.detail == serving.OTHER_VM, bad[:72].hex(" ", 8)
    assert worker.run("print(a)").stdout == b"1\n"
    assert worker.ask(serving.PUT_IMAGE, image).detail == serving.OK


# ------------------------------------------------------------------------------ its end


def test_it_ends_when_it_is_told_to(worker: Worker) -> None:
    worker.send(serving.END)
    with pytest.raises(serving.Gone) as gone:
        worker.receive()
    assert exit_code(gone.value.args[0]) == 0


@pytest.mark.parametrize("kind", [0, 15, serving.REPLY, serving.ENDED, 1 << 31])
def test_nonsense_ends_it(worker: Worker, kind: int) -> None:
    worker.send(kind, b"12345678")
    with pytest.raises(serving.Gone) as gone:
        worker.receive()
    assert exit_code(gone.value.args[0]) == 4
