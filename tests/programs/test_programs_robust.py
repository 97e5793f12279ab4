"""The host: many threads, few descriptors, odd signal handlers, forks, sudden death."""

from __future__ import annotations

import errno
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pkhost import Limits, Profile, Status, open_program, run_program
from pkhost.errors import LauncherError
from pkhost.programs import _launch, _wire
from pkhost.programs._outcome import supervisor_lost
from pkhost.programs._prepare import prepare
from pkhost.programs._run import Run
from pkhost.programs._sweep import new_mark, sweep
from pkhost.programs.options import Options

from .guard import in_guard
from .worker import children, descriptors, survivors


class Header(struct.Struct):
    """A header of the configuration with one number more or less than there is."""

    def pack(self, magic: int, size: int, *numbers: int) -> bytes:
        more = (self.size - struct.calcsize("=IIIIiI10Q8I4I")) // 8
        numbers = (*numbers, 0) if more > 0 else (*numbers[:5], *numbers[6:])
        return super().pack(magic, size, *numbers)


ROOT = Path(__file__).resolve().parent.parent.parent


def python(script: str, *arguments: str, **options: object) -> subprocess.Popen[str]:
    """A host of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        stdout=subprocess.PIPE,
        **options,  # type: ignore[call-overload]
    )


def finished(host: subprocess.Popen[str]) -> str:
    output, _ = host.communicate(timeout=30)
    assert host.returncode == 0
    return str(output)


@pytest.mark.slow
def test_500_runs_in_8_threads(hostile: str) -> None:
    before = (descriptors(), children(), threading.active_count())
    limits = Limits(wall_time=5, stdout=5000, processes=16, memory="64MB")
    kinds = [
        (["print_bytes", "5000"], Status.OK),
        (["print_bytes", "5001"], Status.OUTPUT),
        (["exit_with_children"], Status.OK),
        (["die_by", "11"], Status.SIGNALED),
        (["make_daemon"], Status.OK),
        (["no such behaviour"], Status.ERROR),
        (["cpu_burn", "0.005"], Status.OK),
        (["malloc_touch", "100"], Status.MEMORY),
    ]

    def one(i: int) -> None:
        argv, status = kinds[i % len(kinds)]
        profile = "strict" if i % 3 else Profile("some", frozenset({"pid_namespace"}))
        result = run_program([hostile, *argv, "in-threads"], limits=limits, profile=profile)
        assert result.status is status, (argv, result)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(500)))
    assert survivors("in-threads") == []
    assert (descriptors(), children(), threading.active_count()) == before


@pytest.mark.skipif(os.geteuid() != 0, reason="needs a user of its own for so many processes")
def test_memory_of_more_children_than_fit_into_a_page(hostile: str) -> None:
    """Their number is fixed, so no guard is needed."""
    result = run_program(
        [hostile, "memory_in_late_children", "2", "150", "850"],
        limits=Limits(memory="200MB", processes=1000, wall_time=20),
    )
    assert result.status is Status.MEMORY
    assert result.usage.peak_memory is not None
    assert result.usage.peak_memory > 200_000_000


@pytest.mark.parametrize("profile", ["strict", "none"])
def test_shared_memory_counts_once_while_processes_end(profile: str, hostile: str) -> None:
    """Who has just ended counts for nothing, not for all that it shared."""
    limits = Limits(memory="64MB", wall_time=30)

    def one(_: int) -> Status:
        argv = [hostile, "shared_in_children", "8", "24"]
        return run_program(argv, limits=limits, profile=profile).status

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(one, range(24))) == {Status.OK}


@pytest.mark.parametrize("profile", ["strict", "none"])
@in_guard
def test_the_host_is_killed(profile: str, hostile: str) -> None:
    """Its programs die with it, whatever they do."""
    token = f"orphaned-{profile}"
    host = python(
        """
        import sys
        from pkhost import run_program
        def sink(data):
            print("ready", flush=True)
        run_program([sys.argv[1], "fork_bomb", sys.argv[3]], profile=sys.argv[2], on_stdout=sink)
        """
        if profile == "strict"
        else """
        import sys
        from pkhost import run_program
        def sink(data):
            print("ready", flush=True)
        run_program(["/bin/sh", "-c", "sleep 60 & setsid sleep 60 & echo x; sleep 60", sys.argv[3]],
                    profile=sys.argv[2], on_stdout=sink)
        """,
        hostile,
        profile,
        token,
    )
    assert host.stdout is not None
    assert host.stdout.readline() == "ready\n"
    inside = descendants_of(host.pid)
    assert len(inside) >= 3
    watched = select.poll()
    pidfds = [os.pidfd_open(pid) for pid in inside]
    host.kill()
    host.wait()
    for pidfd in pidfds:
        watched.register(pidfd, select.POLLIN)
    left = set(pidfds)
    while left:
        events = watched.poll(5000)
        assert events, "a process has outlived the host"
        for pidfd, _ in events:
            watched.unregister(pidfd)
            left.discard(pidfd)
            os.close(pidfd)
    assert survivors(token) == []


def descendants_of(pid: int) -> list[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found[1:]


def test_the_supervisor_is_stopped_by_its_program(hostile: str) -> None:
    """Without protections a program can do that; the host notices, and goes on."""
    result = run_program(
        ["/bin/sh", "-c", "kill -STOP $PPID; sleep 60"],
        profile="none",
        limits=Limits(wall_time=0.2),
    )
    assert result.status is Status.WALL_TIME


@pytest.mark.parametrize(
    "before",
    [
        "",
        "sleep {0} &",
        "setsid sleep {0} &",
        "(setsid sh -c 'trap \"\" HUP TERM INT; sleep {0}; sleep {0}' &) &",
        "sleep {0} & kill -STOP $!;",
    ],
)
def test_the_supervisor_is_killed_by_its_program(before: str) -> None:
    """The program had time to leave whom it likes, and yet they all go."""
    token = "86399.25"
    script = f"echo heard; {before.format(token)} kill -KILL $PPID; sleep {token}"
    for _ in range(5):
        result = run_program(["/bin/sh", "-c", script], profile="none")
        assert survivors(token) == []
        assert result.status is Status.SANDBOX_FAILED
        assert "the supervisor was killed" in str(result.error)
        assert result.stdout == "heard\n"
        assert (result.usage.stdout_bytes, result.usage.wall_time > 0) == (6, True)


@pytest.fixture
def witness(tmp_path: Path) -> Iterator[tuple[str, Callable[[], bool]]]:
    """A FIFO for a program to open, and a function: does nobody have it open, or soon?"""
    fifo = tmp_path / "witness"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    hang_up = select.poll()
    hang_up.register(reader, 0)
    try:
        yield str(fifo), lambda: bool(hang_up.poll(2000))
    finally:
        os.close(reader)


@pytest.mark.parametrize("chains", ["1", "4"])
@pytest.mark.parametrize("session", ["", "setsid"])
@in_guard
def test_the_supervisor_is_killed_by_a_program_that_forks_on(
    chains: str, session: str, hostile: str, witness: tuple[str, Callable[[], bool]]
) -> None:
    """Generations that each last as long as a fork takes: faster than they can be listed."""
    fifo, is_alone = witness
    for _ in range(5):
        result = run_program([hostile, "fork_on", chains, fifo, "kill", session], profile="none")
        assert result.status is Status.SANDBOX_FAILED
        assert "could not be ended" not in str(result.error)
        assert is_alone()


@pytest.mark.parametrize("session", ["", "setsid"])
@in_guard
def test_a_program_that_forks_on(
    session: str, hostile: str, witness: tuple[str, Callable[[], bool]]
) -> None:
    fifo, is_alone = witness
    for _ in range(5):
        result = run_program(
            [hostile, "fork_on", "4", fifo, "", session],
            profile="none",
            limits=Limits(wall_time=0.1, processes=None),
        )
        assert result.status is Status.WALL_TIME
        assert is_alone()


def test_only_the_programs_own_processes_are_ended_after_it() -> None:
    """A mark is one run's; a run inside a run carries its own."""
    with open_program(["/bin/cat"], profile="none") as other:
        run_program(["/bin/sh", "-c", "kill -KILL $PPID; sleep 60"], profile="none")
        other.send("still here\n")
        assert other.read_until("\n") == "still here\n"
    marks = {new_mark() for _ in range(100)}
    assert len(marks) == 100
    code = "from pkhost import run_program; print(run_program(['true'], profile='none').ok)"
    result = run_program(
        [sys.executable, "-c", code], profile="none", env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert result.stdout == "True\n"


def marked(mark: int) -> subprocess.Popen[bytes]:
    """A process as a program leaves it."""
    command = f"import resource, os; resource.setrlimit(10, ({mark}, {mark})); print(flush=True); "
    process = subprocess.Popen(
        [sys.executable, "-c", command + "import sys; sys.stdin.read()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"\n"
    return process


def test_a_sweep_counts_what_it_has_ended() -> None:
    mark = new_mark()
    assert sweep(mark) == (0, 0)
    with marked(mark) as one, marked(mark) as two, marked(mark + 1) as other:
        assert sweep(mark) == (2, 0)
        assert (one.wait(), two.wait()) == (-signal.SIGKILL, -signal.SIGKILL)
        assert other.poll() is None
        other.kill()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to have another user's process")
def test_a_sweep_counts_what_it_may_not_end() -> None:
    mark = new_mark()
    with marked(mark) as process:
        host = python(
            f"""
            import os
            from pkhost.programs._sweep import sweep
            os.setuid(65534)
            print(*sweep({mark}))
            """
        )
        assert finished(host) == "0 1\n"
        assert process.poll() is None
        assert sweep(mark) == (1, 0)


def test_what_cannot_be_ended_after_the_supervisor_is_said() -> None:
    """A process that this user may not signal, or is too late to end: seen, not hidden."""
    error = str(supervisor_lost(2, 1).error)
    assert "the host has ended 2 processes that it left; at least 1 process could not" in error
    assert "(No such file or directory)" in str(
        supervisor_lost(0, 0, os.strerror(errno.ENOENT)).error
    )


def test_the_application_has_its_own_signal_handling() -> None:
    """SIGCHLD ignored, SIGPIPE deadly, somebody else reaping."""
    host = python(
        """
        import signal, sys, threading
        from pkhost import run_program
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        for _ in range(20):
            result = run_program(["true"], stdin="x" * 1_000_000)
            assert result.ok, result
        print(run_program(["sh", "-c", "exit 3"]).exit_code)
        """
    )
    assert finished(host) == "3\n"


@pytest.mark.parametrize("stopped", [False, True])
def test_a_run_ends_with_whoever_held_it(stopped: bool) -> None:
    """Nothing has to be called for that, so no exception can come between."""
    run_program(["true"])  # what is made once is there
    before = (descriptors(), children())
    run = Run(prepare(["sleep", "86398.5"], Options(limits=Limits(wall_time=None, cpu_time=None))))
    run.start()
    supervisor = run._launched.pid
    assert supervisor in children()
    if stopped:
        os.kill(supervisor, signal.SIGSTOP)
    del run
    assert (descriptors(), children()) == before
    assert survivors("86398.5") == []


def test_a_run_does_not_end_with_a_forked_child() -> None:
    with open_program(["cat"]) as program:
        pid = os.fork()
        if pid == 0:
            del program._run
            os._exit(0)
        assert os.waitpid(pid, 0)[1] == 0
        program.send("still here\n")
        assert program.read_until("\n") == "still here\n"


@pytest.mark.parametrize("attempt", range(4))
def test_a_burst_of_sigints_leaves_nothing_behind(attempt: int) -> None:
    """Ctrl-C while the last Ctrl-C is seen to, at all sorts of places."""
    host = python(
        """
        import os, signal, sys
        from pkhost import Limits, run_program
        def descriptors():
            return set(os.listdir("/proc/self/fd"))
        def children():
            with open(f"/proc/self/task/{os.getpid()}/children") as file:
                return file.read().split()
        def once():
            try:
                try:
                    run_program(["sleep", "86397.5"], limits=Limits(wall_time=None, cpu_time=None),
                                stdin=iter([b"x", b""]), on_stdout=print)
                except KeyboardInterrupt:
                    pass
                sys.stdin.readline()
            except KeyboardInterrupt:
                pass
        run_program(["true"])
        before = descriptors()
        try:
            try:
                print("ready", flush=True)
                once()
            except KeyboardInterrupt:
                pass
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        print("left", children(), descriptors() - before, flush=True)
        """,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert host.stdout is not None
    assert host.stdout.readline() == "ready\n"
    for pause in range(100):
        host.send_signal(signal.SIGINT)
        for _ in range((pause + attempt) * 97 % 400):
            pass
    output, _ = host.communicate(timeout=30)
    # The interpreter itself may have been hit anywhere, also before it could say so.
    assert output in ("left [] set()\n", "")
    assert survivors("86397.5") == []


def test_a_host_without_standard_streams() -> None:
    host = python(
        """
        import os, sys
        out = os.dup(1)
        os.set_inheritable(out, False)
        for fd in (0, 1, 2):
            os.close(fd)
        from pkhost import run_program
        for _ in range(3):
            result = run_program(["sh", "-c", "cat; echo err >&2"], stdin="in")
        os.write(out, f"{result.stdout} {result.stderr}".encode())
        """
    )
    assert finished(host) == "in err\n"


def test_a_forked_child_of_the_host_holds_nothing_up() -> None:
    """It inherits the pipes; the result does not wait for their end."""
    host = python(
        """
        import os, sys, threading
        from pkhost import run_program
        forked = []
        def sink(data):
            if not forked:
                pid = os.fork()
                if pid == 0:
                    os.close(1)
                    threading.Event().wait()
                forked.append(pid)
        result = run_program(["sh", "-c", "echo a; sleep 0.2; echo b"], on_stdout=sink)
        print(repr(result.stdout))
        os.kill(forked[0], 9)
        os.waitpid(forked[0], 0)
        """
    )
    assert finished(host) == "'a\\nb\\n'\n"


@in_guard
def test_control_c(hostile: str) -> None:
    host = python(
        """
        import os, sys
        from pkhost import run_program
        def sink(data):
            print("ready", flush=True)
        try:
            run_program([sys.argv[1], "fork_bomb", "interrupted-run"], on_stdout=sink)
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """,
        hostile,
    )
    assert host.stdout is not None
    assert host.stdout.readline() == "ready\n"
    host.send_signal(signal.SIGINT)
    assert finished(host) == "interrupted\n"
    assert survivors("interrupted-run") == []


def test_running_out_of_descriptors() -> None:
    """An error, nothing leaked, and it works again afterwards."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    highest = max(int(name.split(":")[0]) for name in descriptors())
    fillers = [os.open("/dev/null", os.O_RDONLY)]
    while fillers[-1] < highest:
        fillers.append(os.dup(fillers[-1]))
    highest = max(highest, fillers[-1])
    before = descriptors()
    failures = 0
    try:
        for room in range(1, 24):
            resource.setrlimit(resource.RLIMIT_NOFILE, (highest + room, hard))
            try:
                run_program(["true"], stdin="x").check()
            except OSError:
                failures += 1
            finally:
                resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
            assert descriptors() == before
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for fd in fillers:
            os.close(fd)
    assert 0 < failures < 23
    assert children() == []


def test_a_missing_launcher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = descriptors()
    for path in (tmp_path / "missing", tmp_path):
        monkeypatch.setattr(_launch, "_LAUNCHER", str(path))
        with pytest.raises(LauncherError, match=r"build\.py launcher"):
            run_program(["true"])
    assert descriptors() == before


@pytest.mark.parametrize("size", [1, 15_000, 16_000, 16_384, 100_000])
def test_configurations_of_all_sizes(size: int) -> None:
    """A large one does not go through the control channel but through a file."""
    before = descriptors()
    result = run_program(
        ["sh", "-c", "echo ${#A} ${#B}; exec ls /proc/self/fd"],
        env={"A": "a" * size, "B": "b" * size},
    )
    assert result.stdout.splitlines() == [f"{size} {size}", "0", "1", "2", "3"]  # 3 is ls's own
    assert descriptors() == before


@pytest.mark.parametrize("size", [1, 20_000])
@pytest.mark.parametrize("header", ["=IIIIiI10Q8I4I", "=IIIIiI11Q8I4I", "=IIIIiI9Q8I4I"])
def test_a_launcher_of_another_version_says_so(
    monkeypatch: pytest.MonkeyPatch, header: str, size: int
) -> None:
    """It was built from sources where the configuration was another one."""
    run_program(["true"]).check()  # what the machine offers is known then
    if struct.calcsize(header) == _wire._HEADER.size:
        monkeypatch.setattr(_wire, "CONFIG_MAGIC", 0)
    else:
        monkeypatch.setattr(_wire, "_HEADER", Header(header))
    result = run_program(["true"], env={"A": "a" * size})
    assert result.status is Status.SANDBOX_FAILED and result.errno == errno.EINVAL
    assert result.error is not None and result.error.hint is not None
    assert "'config'" in result.error.message
    assert "built from other sources than this pkhost" in result.error.message
    assert "python build.py launcher" in result.error.hint


def test_a_launcher_of_another_version_is_no_lack_of_the_machines() -> None:
    host = python(
        """
        from pkhost import LauncherError, run_program
        from pkhost.programs import _wire
        _wire.CONFIG_MAGIC = 0
        for profile in ("strict", "compile", "none"):
            try:
                run_program(["true"], profile=profile)
            except LauncherError as error:
                assert "built from other sources than this pkhost" in str(error)
                assert "python build.py launcher" in str(error)
                print("refused")
        """
    )
    assert finished(host).split() == ["refused"] * 3


def test_resource_use_does_not_grow() -> None:
    for _ in range(30):
        run_program(["true"])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(200):
        run_program(["true"])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2048


def test_what_fails_for_now_is_not_remembered(guests: Path) -> None:
    """Out of processes while protections are tried out: an error, and the next run has them."""
    if os.geteuid() != 0:
        pytest.skip("needs root, to become a user without other processes")
    host = python(
        """
        import os, resource, sys
        from pkhost import run_program
        from pkhost.programs import _launch
        _launch._LAUNCHER = sys.argv[1]
        os.setgroups([])
        os.setresgid(64999, 64999, 64999)
        os.setresuid(64999, 64999, 64999)
        resource.setrlimit(resource.RLIMIT_NPROC, (2, 2000))
        try:
            run_program(["true"])
        except OSError as error:
            print(type(error).__name__, error.errno)
        resource.setrlimit(resource.RLIMIT_NPROC, (2000, 2000))
        print(run_program(["true"], require={"seccomp"}).status)
        """,
        str(guests / "_launcher"),
    )
    assert finished(host) == "BlockingIOError 11\nok\n"
