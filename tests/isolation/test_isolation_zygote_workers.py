"""Workers: made, signalled, limited and killed by the zygote, for one host and for several."""

from __future__ import annotations

import ctypes
import errno
import os
import re
import resource
import signal
import struct
from collections.abc import Iterator
from pathlib import Path

import msgpack
import pytest
import serving
from zygote import FORGET_IMAGE, LIMIT, SIGNAL, Failure, Worker, Zygote, until

MIB = 1 << 20
ENDLESS = "while True:\n    pass"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    """The host's side of lanes."""
    return serving.build(tmp_path_factory.mktemp("zygote"))[1]


@pytest.fixture
def one() -> Iterator[Zygote]:
    with Zygote() as made:
        yield made


class Lane(serving.Worker):
    """The host's side of a worker of the zygote's."""

    def __init__(self, library: ctypes.CDLL, worker: Worker) -> None:
        super().__init__(library, worker.wait_ready().lane, 0, 0)
        self.worker = worker

    def wish(self, wishes: int, run: int | None = None) -> None:
        number = self.runs if run is None else run
        self.library.host_wish(self.lane, ctypes.c_uint64(number), ctypes.c_uint64(wishes))
        self.worker.host.tell(SIGNAL, self.worker.number)


def test_a_worker_runs_scripts(one: Zygote, library: ctypes.CDLL) -> None:
    lane = Lane(library, one.make())
    assert lane.run("x = 6 * 7\nprint(x)", memory=64 * MIB).stdout == b"42\n"
    assert lane.run("print(x + 1)", memory=64 * MIB).stdout == b"43\n"


def test_who_looks_at_processes_sees_whose_they_are(one: Zygote) -> None:
    one.make().wait_ready()
    for pid in (one.pid, *one.children()):
        assert Path(f"/proc/{pid}/comm").read_text() == "pkhost-worker\n"


def test_workers_have_nothing_of_each_other(one: Zygote, library: ctypes.CDLL) -> None:
    first, second = Lane(library, one.make()), Lane(library, one.make())
    first.run("x = 1", memory=64 * MIB)
    end = second.run("x", memory=64 * MIB)
    assert end.error_type == "NameError"


def test_a_worker_that_is_killed_has_ended_and_is_reaped(one: Zygote) -> None:
    worker = one.make().wait_ready()
    (pid,) = one.children()
    worker.kill()
    assert worker.wait_ended() == signal.SIGKILL
    until(lambda: not Path(f"/proc/{pid}").exists(), "a worker that is reaped")


def test_one_is_killed_and_replaced_in_one_message(one: Zygote) -> None:
    """Also where the new one cannot be made, and where there is none to kill."""
    first, other = one.make().wait_ready(), one.make().wait_ready()
    second = one.make(killed=first.number).wait_ready()
    assert os.WTERMSIG(first.wait_ended()) == signal.SIGKILL
    with pytest.raises(Failure):
        one.make(killed=second.number, policy=b"nonsense\0")
    assert os.WTERMSIG(second.wait_ended()) == signal.SIGKILL
    third = one.make(killed=10**6).wait_ready()
    until(lambda: len(one.children()) == 2, "the two that were killed are reaped")
    assert (other.status(), third.status()) == (None, None)


def test_one_that_ends_by_itself_is_reaped_and_known_until_it_is_killed(one: Zygote) -> None:
    kept = one.make().wait_ready()
    before = _maps(one)
    worker = one.make().wait_ready()
    worker.end()
    assert worker.wait_ended() == 0
    until(lambda: len(one.children()) == 1, "a worker that is reaped")
    assert _maps(one) > before
    worker.kill()
    worker.kill()  # is nothing
    until(lambda: _maps(one) == before, "a worker that is forgotten")
    assert kept.status() is None


def test_one_that_is_killed_from_outside_tells_how(one: Zygote) -> None:
    worker = one.make().wait_ready()
    os.kill(one.children()[0], signal.SIGKILL)
    assert worker.wait_ended() == signal.SIGKILL
    assert one.make().wait_ready().status() is None


def test_an_interrupt_reaches_a_worker_that_computes(one: Zygote, library: ctypes.CDLL) -> None:
    lane = Lane(library, one.make())
    lane.start(ENDLESS, memory=64 * MIB)
    lane.wish(serving.INTERRUPT)
    assert lane.finish().status == "INTERRUPTED"


def test_several_are_asked_for_at_a_time_and_answered_in_their_order(one: Zygote) -> None:
    numbers = [one.ask() for _ in range(8)]
    made = [one.made() for _ in numbers]
    assert [worker.number for worker in made] == numbers
    for worker in made:
        worker.wait_ready()


def test_bad_requests_have_their_reasons(one: Zygote) -> None:
    with pytest.raises(Failure) as failure:
        one.make(memory=1)
    assert failure.value.step == "engine"
    assert "a VM needs between" in failure.value.message
    with pytest.raises(Failure) as failure:
        one.make(policy=b"nonsense\0")
    assert "policy" in failure.value.message
    twice = one.make()
    one.last -= 1
    with pytest.raises(Failure) as failure:
        one.make()
    assert failure.value.error == errno.EEXIST
    assert twice.wait_ready().status() is None
    with pytest.raises(Failure) as failure:
        one.make(image=99)
    assert failure.value.error == errno.ENOENT
    one.make().wait_ready()


# ------------------------------------------------------------------- what a worker has


def test_a_worker_has_no_descriptor_and_not_the_stack_of_the_zygotes_first_thread(
    one: Zygote,
) -> None:
    one.make().wait_ready()
    (pid,) = one.children()
    try:
        assert list(Path(f"/proc/{pid}/fd").iterdir()) == []
    except PermissionError:
        pytest.skip("only root may look at another user's process")
    assert "[stack]" not in Path(f"/proc/{pid}/maps").read_text()


def test_a_worker_has_no_other_ones_lane_or_image(one: Zygote, library: ctypes.CDLL) -> None:
    image = Lane(library, one.make()).ask(serving.TAKE_IMAGE).data
    one.send_image(3, image)
    for _ in range(3):
        one.make(image=3).wait_ready()
    for _ in range(2):
        one.make().wait_ready()
    for pid in one.children():
        maps = _maps_of(pid)
        assert maps.count("/memfd:pkhost-lane") == 1
        assert maps.count("/memfd:image") <= 1
    assert "/memfd:image" not in _maps_of(one.children()[-1])


def test_a_worker_has_the_memory_of_its_own_kind_only(one: Zygote) -> None:
    one.make(memory=1 << 30).wait_ready()
    one.make(memory=16 * MIB).wait_ready()
    one.expect(2 << 30, b"*\0")
    one.make(memory=16 * MIB).wait_ready()
    big, small, after = (_address_space(pid) for pid in one.children())
    assert big > 1 << 30
    assert small < 128 * MIB
    assert after == small


def test_the_kernels_limits_on_a_worker(one: Zygote) -> None:
    one.make(memory=64 * MIB, reserve=100 * MIB).wait_ready()
    (pid,) = one.children()
    for name in ("open files", "file size", "core file size", "processes"):
        assert _limit(pid, name) == 0, name
    space = _limit(pid, "address space")
    assert _address_space(pid) + 90 * MIB < space < _address_space(pid) + 200 * MIB
    one.tell(LIMIT, 1, value=100 * MIB + (1 << 30), resource=resource.RLIMIT_AS)
    one.wait_until_heard()
    assert _limit(pid, "address space") == space + (1 << 30)


def test_a_worker_that_computes_beyond_its_processor_time_is_ended(
    one: Zygote, library: ctypes.CDLL
) -> None:
    worker, idle = one.make(cpu_time=1), one.make(cpu_time=1)
    lane = Lane(library, worker)
    idle.wait_ready()
    lane.start(ENDLESS, memory=64 * MIB)
    assert worker.wait_ended() == signal.SIGXCPU
    assert idle.status() is None


def test_processor_time_can_be_raised(one: Zygote, library: ctypes.CDLL) -> None:
    worker, bound = one.make(cpu_time=1), one.make(cpu_time=1)
    one.tell(LIMIT, worker.number, value=1000, resource=resource.RLIMIT_CPU)
    Lane(library, worker).start(ENDLESS, memory=64 * MIB)
    Lane(library, bound).start(ENDLESS, memory=64 * MIB)
    assert bound.wait_ended() == signal.SIGXCPU
    assert worker.status() is None


# ------------------------------------------------------------------------------ images


def get(lane: Lane, name: str) -> object:
    value = lane.run(name, kind=serving.GET, memory=64 * MIB).value
    return None if value is None else msgpack.unpackb(value)


def test_a_worker_begins_with_an_image_of_another_one(one: Zygote, library: ctypes.CDLL) -> None:
    first = Lane(library, one.make())
    first.run("x = ['kept', 1.5]", memory=64 * MIB)
    one.send_image(1, first.ask(serving.TAKE_IMAGE).data)
    second = Lane(library, one.make(image=1))
    assert get(second, "x") == ["kept", 1.5]
    second.run("x.append(2)", memory=64 * MIB)
    second.ask(serving.RESET)
    assert get(second, "x") == ["kept", 1.5]
    assert Lane(library, one.make()).run("x", memory=64 * MIB).error_type == "NameError"


def test_an_image_is_of_use_after_its_kind_was_thrown_away(
    one: Zygote, library: ctypes.CDLL
) -> None:
    first = Lane(library, one.make())
    first.run("import math\nx = {'a': math.pi}", memory=64 * MIB)
    one.send_image(1, first.ask(serving.TAKE_IMAGE).data)
    for size in range(12):  # more kinds than are kept
        one.make(memory=(3 + size) * MIB).wait_ready().kill()
    assert get(Lane(library, one.make(image=1)), "x") == {"a": pytest.approx(3.14159265)}


def test_what_is_no_image_ends_the_worker_and_nothing_else(
    one: Zygote, library: ctypes.CDLL
) -> None:
    image = Lane(library, one.make()).ask(serving.TAKE_IMAGE).data
    other_kind = Lane(library, one.make(memory=16 * MIB)).ask(serving.TAKE_IMAGE).data
    for number, data in enumerate((b"x", b"\0" * 5000, image[:-8], other_kind), 1):
        one.send_image(number, data)
        assert os.waitstatus_to_exitcode(one.make(image=number).wait_ended()) == 6
    one.send_image(9, image)
    one.make(image=9).wait_ready()


def test_an_image_that_is_forgotten_is_closed(one: Zygote) -> None:
    one.make().wait_ready()
    one.wait_until_heard()
    before = len(list(Path(f"/proc/{one.pid}/fd").iterdir()))
    one.send_image(4, b"x" * 10000)
    one.tell(FORGET_IMAGE, 4)
    with pytest.raises(Failure) as failure:
        one.make(image=4)
    assert failure.value.error == errno.ENOENT
    assert len(list(Path(f"/proc/{one.pid}/fd").iterdir())) == before


# ----------------------------------------------------------------------- several hosts


def test_hosts_have_numbers_and_ends_of_their_own(one: Zygote) -> None:
    other = one.another()
    other.last = one.last  # the same numbers
    mine, theirs = one.make().wait_ready(), other.make().wait_ready()
    assert mine.number == theirs.number
    theirs.kill()
    assert theirs.wait_ended() == signal.SIGKILL
    assert mine.status() is None
    workers = {other.make().wait_ready() for _ in range(3)}
    other.close()
    until(lambda: len(one.children()) == 1, "the end of a host's workers")
    assert all(worker.status() == signal.SIGKILL for worker in workers)
    assert mine.status() is None
    one.make().wait_ready()


def test_the_zygote_lives_as_long_as_a_host(one: Zygote) -> None:
    other = one.another()
    first = one.make().wait_ready()
    one.close()
    assert first.wait_ended() == signal.SIGKILL
    other.make().wait_ready()
    other.close()
    one.wait_exit()


def test_a_host_that_does_not_read_holds_up_nobody(one: Zygote) -> None:
    other = one.another()
    asked = 0
    # Answers without workers, until the zygote takes no more requests.
    one.socket.setblocking(False)
    try:
        while asked < 20000:
            one.ask(lanes=0)
            asked += 1
    except BlockingIOError:
        pass
    assert asked < 20000
    one.socket.setblocking(True)
    other.make().wait_ready().kill()
    for _ in range(asked):
        with pytest.raises(Failure) as failure:
            one.made()
        assert failure.value.error == errno.EINVAL
    one.last -= 1  # of the one that was not sent
    one.make().wait_ready()
    other.close()


def test_a_host_that_is_gone_while_it_does_not_read(one: Zygote) -> None:
    other = one.another()
    other.socket.setblocking(False)
    with pytest.raises(BlockingIOError):
        while True:
            other.ask(lanes=0)
    other.close()
    one.make().wait_ready()
    until(lambda: len(list(Path(f"/proc/{one.pid}/fd").iterdir())) == 2, "a host that is forgotten")


def test_nonsense_from_a_host_is_nothing(one: Zygote) -> None:
    for message in (b"x", b"\0" * 24, struct.pack("=IIQQ", 99, 0, 1, 1), b"\1" * 56, b"\2" * 5000):
        one.socket.send(message)
    one.tell(SIGNAL, 12345)
    one.tell(LIMIT, 12345, value=1, resource=resource.RLIMIT_CPU)
    one.make().wait_ready()


def test_many_one_after_another_leave_nothing(one: Zygote) -> None:
    one.make().wait_ready().kill()
    until(lambda: not one.children(), "no workers")
    one.wait_until_heard()
    before = _maps(one), _resident(one.pid)
    for _ in range(300):
        one.make().wait_ready().kill()
    until(lambda: not one.children(), "no workers")
    assert _maps(one) == before[0]
    assert _resident(one.pid) < before[1] + 64 * 1024


def test_many_kinds_one_after_another_leave_nothing(one: Zygote) -> None:
    def some(count: int) -> int:
        for size in range(count):
            one.make(memory=(2 << 20) + size * 4096).wait_ready().kill()
        until(lambda: not one.children(), "no workers")
        one.wait_until_heard()
        return _resident(one.pid)

    before = some(60)  # each size class has been there
    assert some(60) < before + 512 * 1024


def _maps(one: Zygote) -> int:
    return _maps_of(one.pid).count("\n")


def _maps_of(pid: int) -> str:
    return Path(f"/proc/{pid}/maps").read_text()


def _limit(pid: int, name: str) -> int:
    text = Path(f"/proc/{pid}/limits").read_text()
    (soft,) = re.findall(rf"^Max {name} +(\S+)", text, re.M)
    return int(soft)


def _address_space(pid: int) -> int:
    (size,) = re.findall(r"VmSize:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(size) << 10


def _resident(pid: int) -> int:
    (size,) = re.findall(r"RssAnon:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(size) << 10
