"""The zygote's start and end, and the processes around it, by the messages of control.h."""

from __future__ import annotations

import errno
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import zygote
from zygote import PROTECTIONS, WORKER, Failure, Zygote, gone, until

from isolation_helpers import CSRC, HERE

NEEDED = {"no-new-privs", "unprivileged", "seccomp"}


def points() -> dict[str, int]:
    """enum start_point of csrc/worker/points.h."""
    text = (CSRC / "worker" / "points.h").read_text(encoding="utf-8")
    return {name: number for number, name in enumerate(re.findall(r"^    (POINT_\w+)", text, re.M))}


POINTS = points()
OF_THE_ZYGOTE = {
    "POINT_FORK_ZYGOTE": "fork",
    "POINT_MEMORY": "start",
    "POINT_SIGNALS": "start",
    "POINT_THREAD": "start",
    "POINT_ENGINE": "engine",
    "POINT_LOCK_IN": "lock-in",
}
OF_A_WORKER = {
    "POINT_PLACE": "start",
    "POINT_LANE_FILE": "start",
    "POINT_LANE_SIZE": "start",
    "POINT_LANE_SEAL": "start",
    "POINT_LANE_MAP": "start",
    "POINT_IMAGE_MAP": "start",
    "POINT_LIMITS": "lock-in",
    "POINT_KIND": "engine",
    "POINT_FORK": "fork",
}
IN_THE_WORKER = {"POINT_LOCK_IN_WORKER": 5, "POINT_IMAGE": 6}  # enum child_exit


def test_every_point_of_a_start_is_tested_here() -> None:
    tested = {*OF_THE_ZYGOTE, *OF_A_WORKER, *IN_THE_WORKER}
    assert POINTS.keys() == {"POINT_NONE", "POINT_JOIN", *tested}


def test_the_greeting_says_of_each_protection_that_it_is_on_or_why_not() -> None:
    with Zygote() as one:
        assert one.greeting.on >= NEEDED
        for name in PROTECTIONS:
            assert (name in one.greeting.on) == (one.greeting.errors[name] == 0), name


def test_the_first_process_ends_at_once_and_the_zygote_is_no_child_of_the_host() -> None:
    with Zygote() as one:
        assert one.exit_code == 0
        status = Path(f"/proc/{one.pid}/status").read_text()
        assert int(re.findall(r"PPid:\s+(\d+)", status)[0]) != os.getpid()


def test_the_zygote_is_no_root_and_in_a_session_of_its_own() -> None:
    with Zygote() as one:
        status = Path(f"/proc/{one.pid}/status").read_text()
        assert "0" not in re.findall(r"Uid:\s+(.*)", status)[0].split()
        assert os.getsid(one.pid) == one.pid


def test_no_descriptor_of_the_hosts_is_open_in_it(tmp_path: Path) -> None:
    open_in_host = (tmp_path / "secret").open("w")
    os.set_inheritable(open_in_host.fileno(), True)
    with open_in_host, Zygote() as one:
        try:
            found = {str(entry.readlink()) for entry in Path(f"/proc/{one.pid}/fd").iterdir()}
        except PermissionError:
            pytest.skip("only root may look at another user's descriptors")
        assert {text.partition(":")[0] for text in found} == {"socket", "anon_inode"}
        assert len(found) == 2


def test_it_starts_whatever_signals_the_host_ignores() -> None:
    ignored = [signal.SIGCHLD, signal.SIGSEGV, signal.SIGTERM]
    before = {number: signal.signal(number, signal.SIG_IGN) for number in ignored}
    # posix_spawn() passes on what is ignored.  SIGCHLD ignored, S is reaped by the kernel.
    try:
        code = subprocess.run(
            [sys.executable, "-c", _MAKES_ONE], cwd=HERE, check=False, env=_environment()
        ).returncode
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert code == 0


_MAKES_ONE = """
import signal, zygote
signal.signal(signal.SIGCHLD, signal.SIG_DFL)
with zygote.Zygote() as one:
    worker = one.make().wait_ready()
    worker.kill()
    assert worker.wait_ended() == 9
"""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE), str(zygote.PACKAGE)))}


def test_without_a_socket_it_says_nothing_and_ends() -> None:
    done = subprocess.run([WORKER], capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")


@pytest.mark.parametrize(("point", "step"), OF_THE_ZYGOTE.items())
def test_each_point_of_its_start_can_fail_and_nothing_is_left(point: str, step: str) -> None:
    with pytest.raises(Failure) as failure:
        Zygote(POINTS[point])  # which waits until the process is gone
    assert failure.value.step == step
    if step == "engine":
        assert failure.value.message
    else:
        assert failure.value.error == errno.EIO


def test_a_kernel_that_lets_no_thread_join_namespaces_takes_nothing_away() -> None:
    with Zygote() as usual:
        on = usual.greeting.on
    with Zygote(POINTS["POINT_JOIN"]) as one:
        assert one.greeting.on == on
        one.make().wait_ready()


def test_a_kind_that_is_expected_is_built_while_the_zygote_starts() -> None:
    """That a kind is there shows by a worker of it that can be made though no kind can be built."""
    no_kind = POINTS["POINT_KIND"]
    with Zygote(expected=(64 << 20, b"*\0")) as one:
        one.make(fault=no_kind).wait_ready()
        with pytest.raises(Failure):
            one.make(memory=8 << 20, fault=no_kind)
        one.expect(8 << 20, b"*\0")
        one.make(memory=8 << 20, fault=no_kind).wait_ready()
    with Zygote(expected=(1, b"nonsense\0")) as one:
        one.make().wait_ready()


@pytest.mark.parametrize(("point", "step"), OF_A_WORKER.items())
def test_each_point_of_a_workers_start_can_fail_and_nothing_is_left(point: str, step: str) -> None:
    with Zygote() as one:
        one.make().wait_ready().kill()
        until(lambda: not one.children(), "no workers")
        one.send_image(7, b"x")
        one.wait_until_heard()
        before = _maps(one), _descriptors(one)
        # A kind of its own, so that it has to be built.
        asked = {"memory": 8 << 20} if point == "POINT_KIND" else {}
        image = 7 if point == "POINT_IMAGE_MAP" else 0
        with pytest.raises(Failure) as failure:
            one.make(fault=POINTS[point], image=image, **asked)
        assert (failure.value.step, failure.value.error) == (step, errno.EIO)
        until(lambda: not one.children(), "no workers")
        until(lambda: (_maps(one), _descriptors(one)) == before, "nothing left")
        one.make(**asked).wait_ready()


@pytest.mark.parametrize(("point", "code"), IN_THE_WORKER.items())
def test_a_worker_that_fails_before_it_is_ready_says_so_by_its_exit_code(
    point: str, code: int
) -> None:
    with Zygote() as one:
        one.send_image(7, b"x")
        worker = one.make(fault=POINTS[point], image=7)
        assert os.waitstatus_to_exitcode(worker.wait_ended()) == code
        assert not worker.ready()
        one.make().wait_ready()


def _maps(one: Zygote) -> int:
    return len(Path(f"/proc/{one.pid}/maps").read_text().splitlines())


def _descriptors(one: Zygote) -> int:
    return len(list(Path(f"/proc/{one.pid}/fd").iterdir()))


# ------------------------------------------------------------------------ the ends


def test_it_ends_with_its_host_and_takes_its_workers_along() -> None:
    with Zygote() as one:
        for _ in range(3):
            one.make().wait_ready()
        workers = one.children()
        assert len(workers) == 3
    until(lambda: all(map(gone, workers)), "the end of the workers")


def test_it_ends_when_its_host_is_killed() -> None:
    reader, writer = os.pipe()
    host = os.fork()
    if host == 0:
        one = Zygote()
        one.make().wait_ready()
        os.write(writer, " ".join(map(str, [one.pid, *one.children()])).encode())
        signal.pause()
    processes = [int(word) for word in os.read(reader, 1000).split()]
    os.close(reader)
    os.close(writer)
    assert len(processes) == 2
    assert not any(map(gone, processes))
    os.kill(host, signal.SIGKILL)
    os.waitpid(host, 0)
    until(lambda: all(map(gone, processes)), "the end of the zygote and its worker")


def test_workers_die_with_it_and_hosts_see_the_end() -> None:
    with Zygote() as one:
        other = one.another()
        other.make().wait_ready()
        one.make().wait_ready()
        workers = one.children()
        assert len(workers) == 2
        os.kill(one.pid, signal.SIGKILL)
        assert one.ended()
        assert other.ended()
        until(lambda: all(map(gone, workers)), "the end of the workers")
        other.close()


def test_it_is_deaf_to_the_signals_of_a_terminal() -> None:
    with Zygote() as one:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGTSTP):
            os.kill(one.pid, number)
        one.make().wait_ready()
