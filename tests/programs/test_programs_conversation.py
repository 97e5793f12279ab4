"""open_program: a conversation."""

from __future__ import annotations

import gc
import math
import os
import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

import pkhost
from pkhost import Limits, MisuseError, ProgramEnded, Status, open_program

from .guard import in_guard
from .worker import survivors

GUESS = """
echo 'guess a number'
while read n; do
    if [ "$n" -lt 42 ]; then echo 'more'; elif [ "$n" -gt 42 ]; then echo 'less';
    else echo 'yes!'; exit 0; fi
done
"""


def test_a_conversation() -> None:
    with open_program(["sh", "-c", GUESS]) as program:
        assert program.read_until("\n") == "guess a number\n"
        low, high = 0, 100
        for _ in range(10):
            middle = (low + high) // 2
            assert program.send(f"{middle}\n")
            answer = program.expect(r"more|less|yes!", timeout=5)[0]
            if answer == "yes!":
                break
            low, high = (middle, high) if answer == "more" else (low, middle)
        result = program.result(timeout=5)
    assert result.status is Status.OK
    assert result.stdout.startswith("guess a number\n")


def test_many_rounds_in_bytes() -> None:
    with open_program(["cat"], text=False) as program:
        for i in range(200):
            program.send(b"%d\n" % i)
            assert program.read_until(b"\n") == b"%d\n" % i
        program.close_stdin()
        program.close_stdin()
        assert program.result().check().usage.stdout_bytes == 690


def test_expect_keeps_what_comes_after() -> None:
    with open_program(["sh", "-c", "echo one two; echo three >&2; echo four"]) as program:
        match = program.expect(r"(\w+) (\w+)")
        assert match.groups() == ("one", "two")
        assert program.expect(re.compile("three"), stream="stderr")
        assert program.read_until("four\n") == "\nfour\n"


def test_timeouts_lose_nothing(hostile: str) -> None:
    with open_program(["sh", "-c", "printf half; read x; echo way"]) as program:
        with pytest.raises(TimeoutError, match=r"the program did not print it within 0"):
            program.read_until("halfway", timeout=0.05)
        with pytest.raises(TimeoutError, match=r"^result: the program did not end within 0\.01 s"):
            program.result(timeout=0.01)
        program.send("\n")
        assert program.read_until("halfway") == "halfway"


def test_a_program_that_ends_first() -> None:
    with open_program(["sh", "-c", "echo bye; exit 3"]) as program:
        with pytest.raises(ProgramEnded) as caught:
            program.read_until("hello")
        assert caught.value.result.exit_code == 3
        assert isinstance(caught.value, EOFError)
        assert program.read() == "bye\n"
        assert program.send("x") is False
        assert not program.running


@pytest.mark.parametrize("number", [3, 0, None, 1.5, [65, 66], ["text"]])
def test_what_is_no_text_is_not_sent(number: Any) -> None:
    # bytes(3) are three zero bytes.
    with open_program(["cat"]) as program:
        with pytest.raises(TypeError, match=r"^send: expected text or bytes, not "):
            program.send(number)
        program.send("3\n")
        program.close_stdin()
        assert program.result().check().stdout == "3\n"


def test_what_is_no_stream() -> None:
    with open_program(["echo", "hello"]) as program:
        with pytest.raises(ValueError, match=r"^read: stream: 3 is neither 'stdout' nor 'stderr'"):
            program.read(3)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=r"^read_until: stream: 'out' is neither"):
            program.read_until("o", stream="out")  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=r"^expect: stream: 'out' is neither"):
            program.expect("o", stream="out")  # type: ignore[arg-type]
        assert program.read_until("hello") == "hello"


def test_sending_to_one_that_does_not_listen(hostile: str) -> None:
    with open_program([hostile, "ignore_term"]) as program, pytest.raises(TimeoutError):
        program.send("x" * 1_000_000, timeout=0.05)
    assert program.result().status is Status.INTERRUPTED
    with open_program([hostile, "closes_input"]) as program:
        assert program.send("x" * 1_000_000, timeout=5) is False
        assert program.result().stdout == "done\n"


def test_sending_and_receiving_much_at_once() -> None:
    with open_program(["cat"], limits=Limits(stdout="32MB")) as program:
        assert program.send("x" * 8_000_000)
        program.close_stdin()
        assert len(program.result().check().stdout) == 8_000_000


@in_guard
def test_interrupt_from_another_thread(hostile: str) -> None:
    with open_program([hostile, "fork_bomb"]) as program:
        program.read_until("\n")
        threading.Timer(0.05, program.interrupt).start()
        result = program.result(timeout=5)
    assert (result.status, result.exit_code) == (Status.INTERRUPTED, None)
    program.interrupt()  # no harm afterwards


def test_limits_hold_while_nobody_listens(hostile: str) -> None:
    """The limits are watched by the supervisor: the host may sleep."""
    with open_program([hostile, "cpu_threads"], limits=Limits(cpu_time=0.2)) as program:
        done = threading.Event()
        done.wait(0.6)  # the host is busy elsewhere
        result = program.result()
    assert result.status is Status.CPU_TIME
    assert result.usage.cpu_time < 0.4


def test_output_limit_in_a_conversation(hostile: str) -> None:
    with open_program([hostile, "flood_out"], limits=Limits(stdout=1000)) as program:
        with pytest.raises(ProgramEnded):
            program.read_until("never")
        assert program.result().status is Status.OUTPUT


def test_leaving_kills(hostile: str) -> None:
    with open_program([hostile, "ignore_term"]) as program:
        assert program.running
        assert "running" in repr(program)
    assert not program.running
    assert program.result().status is Status.INTERRUPTED
    assert "interrupted" in repr(program)
    program.close()


def test_one_that_is_dropped_is_killed(hostile: str) -> None:
    program = open_program([hostile, "ignore_term"])
    run = program._run
    del program
    gc.collect()
    assert run.result is not None
    assert run.result.status is Status.INTERRUPTED


def test_one_that_cannot_be_started() -> None:
    with open_program(["/nowhere"]) as program:
        assert program.send("x") is False
        with pytest.raises(ProgramEnded):
            program.read_until("x")
        assert program.result().status is Status.NOT_STARTED


def test_misuse() -> None:
    with open_program(["cat"]) as program:
        with pytest.raises(ValueError, match="expected text"):
            program.read_until(b"x")  # type: ignore[type-var]
        with pytest.raises(ValueError, match="not empty"):
            program.read_until("")
        with pytest.raises(ValueError, match="pattern of text"):
            program.expect(b"x")
        program.close_stdin()
        with pytest.raises(MisuseError, match="closed"):
            program.send("x")
    with open_program(["cat"], stdin="x") as program:
        with pytest.raises(MisuseError, match="stdin="):
            program.send("x")
        assert program.result().stdout == "x"


OPEN_AT_THE_END = """
import os
from pkhost import open_program
script = "kill -KILL $PPID; exec sleep 86398.5"
program = open_program(["sh", "-c", script], profile="none")
os.waitid(os.P_PID, program._run._launched.pid, os.WEXITED | os.WNOWAIT)
def last(): return program  # a circle, so that the program goes after all modules
"""


def test_one_that_is_open_at_the_end_of_the_interpreter_and_has_no_supervisor() -> None:
    """Nothing can be imported then."""
    host = subprocess.run(
        [sys.executable, "-c", OPEN_AT_THE_END],
        env={**os.environ, "PYTHONPATH": str(Path(pkhost.__file__).parents[1])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (host.returncode, host.stdout, host.stderr) == (0, "", "")
    assert survivors("86398.5") == []


@pytest.mark.parametrize("value", ["x", "5", b"5", [1]])
def test_what_is_no_timeout_is_named(value: Any) -> None:
    with open_program(["cat"]) as program:
        for call in (
            lambda: program.send("sent\n", value),
            lambda: program.read_until("x", value),
            lambda: program.expect("x", value),
            lambda: program.result(value),
        ):
            with pytest.raises(TypeError, match=r"^timeout: expected a number of seconds or None"):
                call()
        with pytest.raises(ValueError, match=r"^timeout: nan is not a number of seconds"):
            program.result(math.nan)
        program.send("first\n")
        assert program.read_until("\n") == "first\n"  # what was refused was not sent


@pytest.mark.parametrize("forever", [1e8, math.inf, 10**400])
def test_a_timeout_may_be_longer_than_the_system_can_wait(forever: float) -> None:
    with open_program(["cat"], limits=Limits(wall_time=None)) as program:
        assert program.send("a\n", forever)
        assert program.read_until("\n", forever) == "a\n"
        program.close_stdin()
        assert program.result(forever).ok
