"""The guard that other tests need: it holds, or it refuses.  See guard.py."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import threading
from pathlib import Path

import pytest

from . import guard
from .guard import ROOM, Unguarded, guarded, in_guard

IS_ROOT = os.geteuid() == 0
HERE = Path(__file__).resolve().parent


def bomb(hostile: str) -> int:
    """Fork without end, with nothing of pkhost's in between; return how often it went."""
    with subprocess.Popen([hostile, "fork_bomb"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        count = int(process.stdout.readline())
        process.kill()
    return count


@pytest.mark.parametrize("kind", ["namespace", "cgroup", "user"])
def test_a_guard_holds_a_fork_bomb_without_pkhost(kind: str, hostile: str) -> None:
    if IS_ROOT is (kind == "user"):
        pytest.skip("a guard for another user than this one")
    try:
        count = guarded(lambda: bomb(hostile), kind)
    except Unguarded as unguarded:
        pytest.skip(str(unguarded))
    # Of what there was room for; the process that asks and its parent are in it too.
    assert ROOM // 2 < count <= ROOM


@pytest.mark.skipif(not IS_ROOT, reason="needs root, whom RLIMIT_NPROC does not bind")
def test_the_guard_refuses_where_the_process_limit_does_not_bind() -> None:
    """As root without a change of the user: nothing is run."""
    called = threading.Event()
    before = resource.getrlimit(resource.RLIMIT_NPROC)
    with pytest.raises(Unguarded, match="RLIMIT_NPROC does not hold"):
        guarded(called.set, "user")
    assert not called.is_set()
    assert resource.getrlimit(resource.RLIMIT_NPROC) == before


def test_a_limit_that_does_not_hold_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kind asks the kernel, and does not believe itself."""
    monkeypatch.setattr(guard, "_fill", lambda most: most)
    with pytest.raises(Unguarded) as caught:
        guarded(lambda: None)
    if IS_ROOT:
        assert "namespace: " in str(caught.value)
        assert "cgroup: " in str(caught.value)
    else:
        assert "RLIMIT_NPROC does not hold" in str(caught.value)


def test_without_a_guard_a_test_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "_fill", lambda most: most)
    with pytest.raises(pytest.skip.Exception, match="no guard against too many processes"):
        in_guard(lambda: pytest.fail("it ran"))()


def test_what_a_guarded_test_does_arrives() -> None:
    def body(do: str) -> int:
        if do == "fail":
            raise ZeroDivisionError("divided")
        if do == "skip":
            pytest.skip("not today")
        return 42

    try:
        assert guarded(lambda: body("return")) == 42
    except Unguarded as unguarded:
        pytest.skip(str(unguarded))
    with pytest.raises(pytest.fail.Exception, match="ZeroDivisionError: divided"):
        guarded(lambda: body("fail"))
    with pytest.raises(pytest.skip.Exception, match="not today"):
        guarded(lambda: body("skip"))


def test_what_a_guarded_test_leaves_is_gone() -> None:
    """With a process namespace or a control group everything ends with the test."""
    if not IS_ROOT:
        pytest.skip("the limit on a user's processes holds nothing together")

    def leave() -> str:
        subprocess.Popen(["sleep", "86396.5"], start_new_session=True)
        return "left"

    for kind in ("namespace", "cgroup"):
        try:
            assert guarded(leave, kind) == "left"
        except Unguarded:
            continue
        lines = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline")]
        assert not any(b"86396.5" in line for line in lines)


def test_all_tests_that_fork_without_end_are_guarded() -> None:
    """Nobody starts one of these guests anywhere but in a guarded test or a batch's case."""
    bombs = r'"(fork_bomb\w*|thread_bomb|fork_on|leave_zombies)"'
    for path in sorted(HERE.glob("*.py")):
        if path.name in ("cases.py", Path(__file__).name):
            continue
        for part in re.split(r"\n(?=@|def |async def )", path.read_text(encoding="utf-8")):
            if re.search(bombs, part):
                before = path.read_text(encoding="utf-8").split(part)[0]
                decorators = before.rsplit("\n\n\n", 1)[-1]
                assert "in_guard" in decorators + part, f"{path.name}: {part[:80]}"
