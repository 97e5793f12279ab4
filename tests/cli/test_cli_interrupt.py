"""Ctrl-C: the script stops at once, the command says where, and ends with 130."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import COMMAND, ENVIRONMENT, PATIENCE, Session

Write = Callable[..., Path]

LOOP = "print('begun')\nwhile True:\n    pass\n"
UNLIMITED = ("--steps", "unlimited", "--time", "unlimited", "--cpu-time", "unlimited")


def test_typed_on_a_terminal(script: Write) -> None:
    with Session("run", script(LOOP), *UNLIMITED, terminal=True, env={"NO_COLOR": "1"}) as session:
        session.expect("begun\n")
        session.type("\x03")
        assert session.finish() == 130
    assert "pkhost: interrupted\n" in session.seen
    assert '", line ' in session.seen
    assert "steps" not in session.seen.partition("hint")[2]


def test_sent_as_a_signal(script: Write) -> None:
    with Session("run", script(LOOP), *UNLIMITED) as session:
        session.expect("begun\n")
        session.interrupt()
        assert session.finish() == 130
    assert "pkhost: interrupted\n" in session.seen
    assert 'Traceback (most recent call last):\n  File "' in session.seen
    assert "KeyboardInterrupt" not in session.seen


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_while_the_script_waits_for_input(terminal: bool, script: Write) -> None:
    path = script("input('name? ')\nprint('never')")
    with Session("run", path, *UNLIMITED, terminal=terminal, env={"NO_COLOR": "1"}) as session:
        session.expect(r"name\? ")
        session.interrupt()
        assert session.finish() == 130
    assert "pkhost: interrupted\n" in session.seen
    assert "never\n" not in session.seen


def test_in_native_code(script: Write) -> None:
    path = script("print('begun')\n('a' * 4000000).rfind('a' * 2000000 + 'b')")
    with Session("run", path, *UNLIMITED) as session:
        session.expect("begun\n")
        session.interrupt()
        assert session.finish() == 130


def test_while_the_source_is_read() -> None:
    with Session("run", "-") as session:
        session.type("print('half a scr")
        session.wait_until_read()
        session.interrupt()
        assert session.finish() == 130
    assert session.seen.strip() == "pkhost: interrupted"


def test_as_json(script: Write) -> None:
    path = script("print('begun')\ninput()\nwhile True: pass")
    with Session("run", "--json", path, *UNLIMITED) as session:
        # Nothing is printed before the end; the answer to input() tells that it runs.
        session.type("\n")
        _wait_until_busy(session.process)
        session.interrupt()
        assert session.finish() == 130
    found = json.loads(session.seen)
    assert found["status"] == "interrupted"
    assert found["stdout"] == "begun\n"
    assert found["error"]["traceback"]


def _wait_until_busy(process: subprocess.Popen[bytes]) -> None:
    """Until a thread of the process that is not its first has used some processor time."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        tasks = Path(f"/proc/{process.pid}/task")
        for task in tasks.iterdir():
            used = (task / "stat").read_text().rpartition(")")[2].split()[11]
            if int(task.name) != process.pid and int(used) > 0:
                return
        os.sched_yield()
    raise AssertionError("the script did not run")


def test_a_shells_background_job_ignores_it(script: Write) -> None:
    path = script("print('begun')\nprint(input())")
    ignoring = ["bash", "-c", "trap '' INT; exec \"$@\"", "bash"]
    process = subprocess.Popen(
        [*ignoring, *COMMAND, "run", str(path), *UNLIMITED],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    assert process.stdout is not None
    assert process.stdin is not None
    assert process.stdout.readline() == b"begun\n"
    process.send_signal(signal.SIGINT)
    rest, _ = process.communicate(b"still here\n", timeout=PATIENCE)
    assert (process.returncode, rest) == (0, b"still here\n")


def test_twice_when_nobody_reads_the_output(script: Write) -> None:
    """The first stops the script; the second gets out of a write that nobody will read."""
    path = script("print('x' * 1000000)\nwhile True: pass")
    process = subprocess.Popen(
        [*COMMAND, "run", str(path), *UNLIMITED, "--stdout", "unlimited"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    # There is output, more than the pipe holds, so the command is stuck in a write.
    assert process.stdout.read(1) == b"x"
    process.send_signal(signal.SIGINT)
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            # One more is due only if the first two came as one: one that comes while Python
            # shuts down, which has no handler by then, ends the process as a signal does.
            process.wait(2)
        except subprocess.TimeoutExpired:
            continue
    assert process.returncode == 130
    assert b"interrupted" in process.stderr.read()
    process.stdout.close()
    process.stderr.close()
