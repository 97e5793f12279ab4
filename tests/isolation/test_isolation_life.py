"""Workers are taken and ended by csrc/client, without VMs: the zygote's start, its death, stock,
forks, and what the system may refuse.

The host is a program in C (life_host.c), compiled with AddressSanitizer and
UndefinedBehaviorSanitizer; the worker is pkhost's own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import pkhost
from building import places
from isolation_helpers import CSRC, HERE, LANE, SANITIZERS, compiled, environment

pytestmark = pytest.mark.usefixtures("process_home")

PATIENCE = 120.0
WORKER = Path(pkhost.__file__).parent / places.WORKER_NAME
CLIENT = [
    *(
        CSRC / "client" / f"{name}.c"
        for name in ("kind", "loader", "saved", "start", "stock", "worker")
    ),
    CSRC / "client" / "zygote.c",
    *(CSRC / "channel" / f"{name}.c" for name in ("memory_file", "socket")),
    *LANE,
]
INSTEAD = 'isolation="thread"'


def make_host(folder: Path, identity: Path) -> Path:
    sources = [HERE / "life_host.c", *CLIENT, identity]
    return compiled(folder / "host", sources, *SANITIZERS)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where anybody may execute it."""
    folder = tmp_path_factory.mktemp("life")
    identity = places.build_folder() / "work" / "generated" / "identity.c"
    made = make_host(folder, identity)
    for parent in [folder, *folder.parents][:3]:
        parent.chmod(parent.stat().st_mode | 0o055)
    return made


def run(host: Path, case: str, worker: Path = WORKER) -> str:
    """What the host says in a case that it ends well."""
    done = subprocess.run(
        [host, worker, case],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        # Who has changed its user cannot be looked at for leaks.
        env={**environment(), "ASAN_OPTIONS": f"detect_leaks={int(case != 'processes')}"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "case",
    [
        "taken",  # by a host without standard streams; no child, no descriptor of ours in sight
        "killed",
        "zygote_killed",
        "image",  # an image goes with its zygote
        "stuck",  # a zygote that was stopped
        "closed",
        "fork",  # the child gets workers of its own, from the same zygote or another one
        "stock_is_bounded",
        "threads",  # many take and end workers at a time
        "crowd",  # more at a time than may be asked for
        "ahead",  # those that were made ahead are there at once
    ],
)
def test_workers(host: Path, case: str) -> None:
    assert run(host, case) == ""


# ---- What the system refuses, and files that are no worker ----


def test_no_descriptors(host: Path) -> None:
    for case in ("descriptors", "descriptors_later"):
        said = run(host, case)
        assert "Too many open files" in said
        assert "ulimit -n" in said
        assert INSTEAD in said


def test_no_processes(host: Path, tmp_path: Path) -> None:
    said = run(host, "processes", readable_by_all(WORKER, tmp_path))
    assert "Resource temporarily unavailable" in said
    assert "ulimit -u" in said
    assert INSTEAD in said


def readable_by_all(file: Path, folder: Path) -> Path:
    """A copy that every user may execute; all that it needs is beside it."""
    for name in (file.name, places.CAPSULE_NAME):
        shutil.copy2(file.parent / name, folder / name)
    for parent in [folder, *folder.parents][:3]:
        parent.chmod(parent.stat().st_mode | 0o055)
    return folder / file.name


def test_a_file_that_is_missing(host: Path, tmp_path: Path) -> None:
    said = run(host, "refused", tmp_path / "worker")
    assert str(tmp_path / "worker") in said
    assert "No such file" in said
    assert "install pkhost again" in said
    assert INSTEAD in said


def test_a_file_that_is_not_executable(host: Path, tmp_path: Path) -> None:
    file = tmp_path / "worker"
    shutil.copyfile(WORKER, file)
    file.chmod(0o644)
    said = run(host, "refused", file)
    assert "Permission denied" in said
    assert "noexec" in said
    assert INSTEAD in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts file systems")
def test_a_file_system_without_executables(host: Path, tmp_path: Path) -> None:
    script = 'mount -t tmpfs -o noexec none "$1" && cp "$2" "$1/worker" && "$3" "$1/worker" refused'
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", script, "sh", tmp_path, WORKER, host],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env=environment(),
        check=False,
    )
    if "unshare failed" in done.stderr or "mount:" in done.stderr:
        pytest.skip(done.stderr)
    assert (done.returncode, done.stderr) == (0, "")
    assert "noexec" in done.stdout


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Exec format error"),
        ("#!/bin/sh\nexit 3\n", "ended with exit code 3 while it started"),
        ("#!/bin/sh\nkill -9 $$\n", "was killed by signal 9"),
        # A child that goes on without a word, and closes the socket.
        ("#!/bin/sh\nexec 3>&-\n", "ended with exit code 0 while it started"),
        ("#!/bin/sh\necho hello >&3\n", "does not belong to this installation"),
    ],
)
def test_a_file_that_is_no_worker(host: Path, tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "worker"
    file.write_text(text)
    file.chmod(0o755)
    said = run(host, "refused", file)
    assert says in said
    assert "install pkhost again" in said or "was killed" in said


def test_a_worker_of_another_installation(tmp_path: Path) -> None:
    identity = tmp_path / "identity.c"
    identity.write_text('#include "channel/control.h"\nconst uint64_t pkhost_build = 1;\n')
    said = run(make_host(tmp_path, identity), "refused")
    assert "does not belong to this installation" in said
    assert "start the application again, or install pkhost again" in said
