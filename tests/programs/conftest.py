"""Builds the guests, and runs batches of cases in workers, once a session."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pkhost.limits import Limits
from pkhost.programs import Profile, run_program
from pkhost.programs._launch import launcher_path

from .cases import CASES, Case
from .guard import Unguarded, guarded

HERE = Path(__file__).resolve().parent
IS_ROOT = os.geteuid() == 0
# A user that nobody else is, so that the kernel's count of its processes is the test's own.
OTHER_USER = 0x30000000 + os.getpid()

Batch = dict[str, Any]


@pytest.fixture(scope="session")
def guests() -> Iterator[Path]:
    """A folder with the compiled guests that every user may reach."""
    folder = Path(tempfile.mkdtemp(prefix="pkhost-guests-"))
    try:
        folder.chmod(0o755)
        for source in sorted((HERE / "guests").glob("*.c")):
            subprocess.run(
                ["gcc", "-O1", "-Wall", "-Wextra", "-Werror", "-Wno-infinite-recursion",
                 "-pthread", "-o", folder / source.stem, source],
                check=True,
            )  # fmt: skip
        # Set-user-ID root, if this is root: it would print 0.
        shutil.copy(folder / "hostile", folder / "set_user_id")
        (folder / "set_user_id").chmod(0o4755)
        shutil.copy(launcher_path(), folder / "_launcher")
        (folder / "writable").mkdir()
        (folder / "writable").chmod(0o1777)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def hostile(guests: Path) -> str:
    return str(guests / "hostile")


def run_worker(
    guests: Path,
    cases: list[Case],
    *,
    uid: int = 0,
    refuse_namespaces: bool = False,
    old_kernel: bool = False,
    profile: str = "strict",
    only: list[str] | None = None,
    without: list[str] | None = None,
    threads: int = 2,
) -> Batch:
    """Run cases in a worker.

    ``refuse_namespaces`` runs the worker itself under pkhost's own filter, so that
    the kernel refuses them for real, as a container would.  ``old_kernel`` refuses
    Landlock, too.

    A worker of root's is in a guard (guard.py), one of another user guards itself.
    Without a guard the cases that need one are left out; "unguarded" says why.
    """
    task = {
        "uid": uid,
        "guests": str(guests),
        "writable": str(guests / "writable"),
        "launcher": str(guests / "_launcher") if uid else None,
        "profile": profile,
        "only": only,
        "without": without or [],
        "threads": threads,
        "old_kernel": old_kernel,
        "guarded": True,
        "unguarded": "",
        "cases": [
            {
                field.name: getattr(case, field.name)
                for field in dataclasses.fields(case)
                if field.name not in ("check", "only")
            }
            for case in cases
        ],
    }
    if uid or not IS_ROOT:
        return _run_worker(task, refuse_namespaces)
    try:
        return guarded(lambda: _run_worker(task, refuse_namespaces))
    except Unguarded as unguarded:
        task.update(guarded=False, unguarded=str(unguarded))
        return _run_worker(task, refuse_namespaces)


def _run_worker(task: Batch, refuse_namespaces: bool) -> Batch:
    command = [sys.executable, str(HERE / "worker.py")]
    text = json.dumps(task)
    if refuse_namespaces:
        result = run_program(
            command,
            stdin=text,
            profile=Profile("filter", frozenset({"no_new_privs", "seccomp"}), compiler=True),
            network=True,
            env=dict(os.environ),
            limits=Limits(
                wall_time=300, cpu_time=300, memory="4GB", stdout="64MB", stderr="4MB",
                processes=None, open_files=None, file_size=None,
            ),
        )  # fmt: skip
        output, errors = result.stdout, f"{result.stderr}\n{result.error}"
    else:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, check=False, timeout=300
        )
        output, errors = done.stdout, done.stderr
    try:
        batch: Batch = json.loads(output)
    except ValueError:
        pytest.fail(f"the worker failed:\n{errors}")
    return batch


@pytest.fixture(scope="session")
def batch_of(guests: Path) -> Callable[[str, bool], Batch]:
    """All cases in a setting, run once."""
    known: dict[tuple[str, bool], Batch] = {}

    def get(user: str, namespaces: bool) -> Batch:
        if user == "root" and not IS_ROOT:
            pytest.skip("needs root")
        key = (user, namespaces)
        if key not in known:
            known[key] = run_worker(
                guests,
                [case for case in CASES if case.only(user, namespaces)],
                uid=OTHER_USER if user == "user" and IS_ROOT else 0,
                refuse_namespaces=not namespaces,
            )
        return known[key]

    return get
