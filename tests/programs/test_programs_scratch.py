"""The scratch folder: nothing of it stays, however a program leaves it, and no result waits."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pkhost import Limits, Profile, Status, run_program
from pkhost.programs.protections import probe

from .cases import Case, printed
from .conftest import IS_ROOT, OTHER_USER, run_worker
from .worker import children, descriptors

ROOT = Path(__file__).resolve().parent.parent.parent


def less() -> Profile:
    """Without a private root, so that the scratch folder is one of the machine's."""
    return Profile("less", frozenset(probe()), compiler=True).without("mount_namespace")


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where scratch folders are made: nothing is left in it, and nobody who cleans up."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    tmp_path.chmod(0o755)
    run_program(["true"])
    before = (descriptors(), children())
    yield tmp_path
    wait_for(set(children()) - set(before[1]))
    assert list(tmp_path.iterdir()) == []
    run_program(["true"])  # reaps who has cleaned up
    assert (descriptors(), children()) == before


def wait_for(pids: set[int]) -> None:
    """Wait for processes to end."""
    for pid in pids:
        pidfd = os.pidfd_open(pid)
        poll = select.poll()
        poll.register(pidfd, select.POLLIN)
        assert poll.poll(60_000), "a process does not end"
        os.close(pidfd)


@pytest.mark.parametrize(
    ("profile", "behaviour"),
    [
        *[
            (profile, behaviour)
            for profile in ("less", "none")
            for behaviour in (
                *(("nest", "1500"), ("broad", "2000"), ("names",), ("closed",)),
                ("kinds", "/usr/bin/env"),
            )
        ],
        ("none", ("nest", "10000")),  # Landlock makes that slow
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value).replace("/", "_"),
)
def test_nothing_stays(
    behaviour: tuple[str, ...], profile: str, folders: Path, guests: Path
) -> None:
    program = guests / "scratch"
    result = run_program(
        ["./scratch", *behaviour],
        files={"scratch": program},
        profile=less() if profile == "less" else profile,
        limits=Limits(wall_time=60, cpu_time=60),
    )
    here, done = result.check().stdout.splitlines()
    assert (Path(here).parent, done) == (folders, "done")
    assert Path("/usr/bin/env").exists()


CASES = [
    Case(
        argv[0],
        argv,
        "ok",
        printed("done"),
        guest="scratch",
        limits={"wall_time": 60, "cpu_time": 60},
    )
    for argv in (("nest", "1500"), ("names", ""), ("kinds", "/usr/bin/env"), ("closed", ""))
]


@pytest.mark.parametrize("user", ["root", "user"])
@pytest.mark.parametrize("without", [["mount_namespace"], []], ids=["shared", "private"])
@pytest.mark.slow
def test_nothing_stays_as_whoever(user: str, without: list[str], guests: Path) -> None:
    if user == "root" and not IS_ROOT:
        pytest.skip("needs root")
    before = {path for path in Path("/tmp").iterdir() if path.name.startswith("pkhost-")}
    batch = run_worker(
        guests,
        CASES,
        uid=OTHER_USER if user == "user" and IS_ROOT else 0,
        profile="compile",
        without=without,
    )
    for case in CASES:
        outcome = batch["outcomes"][case.name]
        assert outcome.get("status") == "ok", outcome
        here = Path(outcome["stdout"].splitlines()[0])
        if here != Path("/tmp"):
            assert here not in before
            assert not here.exists()
    assert batch["left"] == [[], [], 0]


@pytest.mark.slow
def test_the_result_does_not_wait_for_the_folder(folders: Path, guests: Path) -> None:
    """It used to be removed before, and takes longer than its making."""
    program, limits = ["./scratch", "nest", "1000000", "stay"], Limits(wall_time=2, cpu_time=60)
    started = time.monotonic()
    result = run_program(
        program, profile="none", files={"scratch": guests / "scratch"}, limits=limits
    )
    elapsed = time.monotonic() - started
    assert result.status is Status.WALL_TIME
    assert elapsed < 3.0


@pytest.mark.slow
def test_a_private_root_goes_while_nobody_waits(guests: Path) -> None:
    if probe()["mount_namespace"] != "on":
        pytest.skip(f"mount_namespace: {probe()['mount_namespace']}")
    before = children()
    program = [guests / "scratch", "broad", "50000", "stay"]
    limits = Limits(wall_time=4, cpu_time=60, disk="2GiB", memory="1GB")
    started = time.monotonic()
    result = run_program(program, limits=limits)
    assert result.status is Status.WALL_TIME
    assert time.monotonic() - started < 5.0
    wait_for(set(children()) - set(before))


def host(script: str, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*options.pop("before", []), sys.executable, "-c", textwrap.dedent(script), *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
        stdout=subprocess.PIPE,
        **options,
    )


def descendants_of(pid: int) -> set[int]:
    found = [pid]
    for parent in found:
        for task in Path(f"/proc/{parent}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return set(found[1:])


def test_the_host_is_killed(folders: Path, guests: Path) -> None:
    process = host(
        """
        import sys, tempfile
        from pkhost import Profile, run_program
        from pkhost.programs.protections import probe
        tempfile.tempdir = sys.argv[2]
        profile = Profile("less", frozenset(probe())).without("mount_namespace")
        run_program([sys.argv[1], "nest", "1000", "stay"], profile=profile,
                    on_stdout=lambda text: print(text, end="", flush=True))
        """,
        str(guests / "scratch"),
        str(folders),
    )
    with process:
        assert process.stdout is not None
        here = Path(process.stdout.readline().strip())
        assert process.stdout.readline() == "done\n"
        assert here.parent == folders
        assert here.exists()
        pidfds = {pid: os.pidfd_open(pid) for pid in descendants_of(process.pid)}
        process.kill()
    for pidfd in pidfds.values():
        poll = select.poll()
        poll.register(pidfd, select.POLLIN)
        assert poll.poll(30_000)
        os.close(pidfd)
    assert not here.exists()


def test_the_supervisor_is_killed(folders: Path) -> None:
    script = "mkdir a; echo x > a/b; kill -KILL $PPID; sleep 60"
    result = run_program(["sh", "-c", script], profile="none", files={"file": "x"})
    assert result.status is Status.SANDBOX_FAILED


def test_a_host_that_interrupts_its_run(folders: Path, guests: Path) -> None:
    class Stop(Exception):
        pass

    def stop(text: str) -> None:
        if "done" in text:
            raise Stop

    with pytest.raises(Stop):
        run_program([guests / "scratch", "nest", "1000", "stay"], profile=less(), on_stdout=stop)


def test_a_folder_that_its_program_has_moved(folders: Path, guests: Path) -> None:
    result = run_program(["./scratch", "move"], files={"scratch": guests / "scratch"},
                         profile="none")  # fmt: skip
    assert result.check().stdout.endswith("done\n")


@pytest.mark.skipif(not IS_ROOT, reason="needs root, to set attributes")
def test_attributes_that_forbid_changes(folders: Path, guests: Path) -> None:
    result = run_program(["./scratch", "immutable"], files={"scratch": guests / "scratch"},
                         profile="none")  # fmt: skip
    if "FLAGS: Operation not supported" in result.stdout:
        pytest.skip(f"this file system has no attributes: {result.stdout}")
    assert result.check().stdout.endswith("done\n")


@pytest.mark.skipif(not IS_ROOT, reason="needs root, to mount")
def test_what_is_mounted_in_it_is_not_touched(tmp_path: Path, guests: Path) -> None:
    """In a mount namespace of the host's own, so that nothing can be left on the machine."""
    (tmp_path / "outside/sub").mkdir(parents=True)
    (tmp_path / "outside/sub/precious").write_text("still here")
    (tmp_path / "scratch").mkdir()
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("unshare is not installed")
    process = host(
        """
        import os, sys, tempfile
        from pathlib import Path
        from pkhost import run_program
        tempfile.tempdir = sys.argv[3]
        result = run_program(["./scratch", "mounts", sys.argv[2]], profile="none",
                             files={"scratch": Path(sys.argv[1])})
        try:
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)
        except ChildProcessError:  # who cleans up has been reaped already
            pass
        print(result.stdout.splitlines()[-1], sys.argv[3] in Path("/proc/mounts").read_text())
        """,
        str(guests / "scratch"),
        str(tmp_path / "outside"),
        str(tmp_path / "scratch"),
        before=[unshare, "--mount", "--propagation", "private"],
        stderr=subprocess.PIPE,
    )
    output, errors = process.communicate(timeout=60)
    if re.search("unshare.*not permitted", errors):
        pytest.skip(errors)
    assert output == "done False\n", errors
    assert (tmp_path / "outside/sub/precious").read_text() == "still here"
    assert list((tmp_path / "scratch").iterdir()) == []
