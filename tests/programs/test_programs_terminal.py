"""Programs on a pseudo-terminal: output as it comes, prompts, typed input, its end."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from pkhost import Limits, MisuseError, Status, open_program, run_program, run_program_async
from pkhost.programs.protections import probe

from .worker import children, descriptors

PROFILES = ["strict", "compile", "none"]


def sh(script: str, **options: Any) -> Any:
    options.setdefault("terminal", True)
    return run_program(["/bin/sh", "-c", script], **options)


@pytest.fixture(autouse=True)
def nothing_is_left() -> Any:
    run_program(["true"])
    before = (descriptors(), children())
    yield
    assert (descriptors(), children()) == before


@pytest.mark.parametrize("profile", PROFILES)
def test_a_prompt_without_a_line_end(profile: str, guests: Path) -> None:
    """A C program keeps it back from a pipe, and both would wait."""

    def answer(stdout: str, stderr: str) -> str:
        return "Ada\n" if stdout.endswith("name? ") else ""

    program, limits = [guests / "stack"], Limits(wall_time=5)
    result = run_program(program, stdin=answer, terminal=True, profile=profile, limits=limits)
    assert (result.check().stdout, result.stderr) == ("name? hello Ada\n", "")
    with open_program(program, terminal=True, profile=profile) as talk:
        assert talk.read_until("name? ", timeout=5) == "name? "
        talk.send("Grace\n")
        assert talk.read_until("\n", timeout=5) == "hello Grace\n"
        assert talk.result().ok
    # The same with pipes is the deadlock that the terminal is for.
    stuck = run_program(program, stdin=answer, profile=profile, limits=Limits(wall_time=0.5))
    assert (stuck.status, stuck.stdout) == (Status.WALL_TIME, "")


@pytest.mark.parametrize("profile", PROFILES)
def test_what_was_printed_is_there_at_a_limit(profile: str) -> None:
    code = "import sys; print('so far'); print('and here', file=sys.stderr)\nwhile True: pass"
    limits = Limits(wall_time=1)
    for options in ({"terminal": True}, {}):
        program = [sys.executable, "-c", code]
        result = run_program(program, profile=profile, limits=limits, **options)
        assert result.status is Status.WALL_TIME
        expected = ("so far\nand here\n", "") if options else ("so far\n", "and here\n")
        assert (result.stdout, result.stderr) == expected
    lost = run_program(
        [sys.executable, "-c", code], profile=profile, limits=limits, env={"PYTHONUNBUFFERED": ""}
    )
    assert lost.stdout == ""


@pytest.mark.parametrize("profile", PROFILES)
def test_all_three_are_one_terminal(profile: str) -> None:
    code = """
import os, sys, signal
print([os.isatty(fd) for fd in (0, 1, 2)], tuple(os.get_terminal_size()), os.environ["TERM"])
print(os.tcgetpgrp(0) == os.getpgrp(), os.getsid(0) == os.getpid())
print(sorted(os.listdir("/proc/self/fd")))
"""
    program = [sys.executable, "-c", code]
    result = run_program(program, terminal=True, profile=profile)
    assert result.check().stdout == (
        "[True, True, True] (80, 24) dumb\nTrue True\n['0', '1', '2', '3']\n"
    )
    result = run_program(program, terminal=(132, 50), env={"TERM": "xterm"}, profile=profile)
    assert result.check().stdout.startswith("[True, True, True] (132, 50) xterm\n")


def test_output_and_input_are_not_changed() -> None:
    """No echo, no carriage returns, no tabs made blanks, no characters with a meaning."""
    raw = bytes(set(range(256)) - {3, 4, 10, 28}) + b"\n\r\n\ttab\n"
    result = run_program(["cat"], stdin=raw, terminal=True, text=False)
    assert result.check().stdout == raw


@pytest.mark.parametrize(
    ("typed", "got"),
    [
        ("", ""), (None, ""), ("a", "a"), ("a\n", "a\n"), ("a\nb", "a\nb"),
        (["a", "b\n", "c"], "ab\nc"), ("x" * 4095, "x" * 4095), ("x\n" * 50_000, "x\n" * 50_000),
    ],
)  # fmt: skip
def test_the_end_of_input(typed: Any, got: str) -> None:
    assert run_program(["cat"], stdin=typed, terminal=True).check().stdout == got


def test_the_end_stays_the_end() -> None:
    result = sh("cat; cat; cat; echo $?; read x; echo $?", stdin="one\n")
    assert result.check().stdout == "one\n0\n1\n"


def test_input_from_files(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_text("from a file\n" * 1000)
    for source in (path, path.open("rb")):
        assert run_program(["wc", "-l"], stdin=source, terminal=True).stdout == "1000\n"
    source.close()  # type: ignore[union-attr]


def test_characters_that_send_signals() -> None:
    for key, number in (("\x03", signal.SIGINT), ("\x1c", signal.SIGQUIT)):
        with open_program(["cat"], terminal=True) as program:
            program.send("a\n")
            program.read_until("a\n", timeout=5)
            program.send(key)
            result = program.result(timeout=5)
        assert (result.status, result.signal) == (Status.SIGNALED, number)
    result = run_program(["cat"], stdin="a\n\x04never", terminal=True)
    assert result.check().stdout == "a\n"


@pytest.mark.parametrize("size", [999, 1000, 1001])
def test_the_limit_on_output(size: int) -> None:
    result = sh(f"head -c {size} /dev/zero", limits=Limits(stdout=1000))
    assert result.status is (Status.OUTPUT if size > 1000 else Status.OK)
    assert len(result.stdout) == min(size, 1000)
    result = sh("head -c 3000000 /dev/zero; echo end >&2", limits=Limits(stdout=1000),
                overflow="truncate")  # fmt: skip
    assert (result.status, len(result.stdout), result.truncated) == (Status.OK, 1000, True)


def test_nothing_of_much_output_is_lost() -> None:
    """A terminal passes it on after the program has written it, and may have ended."""
    for _ in range(20):
        result = sh("seq 1 20000; printf end")
        assert result.check().stdout == "".join(f"{i}\n" for i in range(1, 20_001)) + "end"


def test_output_goes_on_as_it_comes() -> None:
    pieces: list[str] = []
    result = sh("echo a; echo b >&2", on_stdout=pieces.append)
    assert "".join(pieces) == result.stdout == "a\nb\n"
    with pytest.raises(ValueError, match="on_stderr: on a terminal"):
        sh("true", on_stderr=pieces.append)


def test_a_program_that_hides_what_is_typed() -> None:
    """It changes the settings of its terminal, which seccomp and Landlock let it do; and
    discards what was typed before."""

    def answer(stdout: str, stderr: str) -> str:
        return "secret\n" if stdout.endswith("password: ") else ""

    code = "import getpass; print('got', getpass.getpass('password: '))"
    result = run_program([sys.executable, "-c", code], stdin=answer, terminal=True)
    assert result.check().stdout == "password: \ngot secret\n"


def test_typing_into_it_is_refused(hostile: str) -> None:
    if probe()["seccomp"] != "on":
        pytest.skip(f"seccomp: {probe()['seccomp']}")
    result = run_program([hostile, "type_into_terminal"], terminal=True)
    assert result.stdout.startswith("refused")


def test_a_conversation_and_its_end() -> None:
    with open_program(["cat"], terminal=True) as program:
        assert program.send("one\n")
        assert program.read_until("\n", timeout=5) == "one\n"
        program.close_stdin()
        assert program.result(timeout=5).ok
    with open_program(["cat"], terminal=True) as program:
        program.send("half")
        program.close_stdin()
        assert program.result(timeout=5).stdout == "half"
        with pytest.raises(MisuseError):
            program.send("more")
    with open_program(["sleep", "86396.5"], terminal=True) as program:
        program.interrupt()
        assert program.result().status is Status.INTERRUPTED
    with open_program(["sleep", "86396.5"], terminal=True):
        pass


def test_with_asyncio() -> None:
    async def main() -> None:
        results = await asyncio.gather(
            *(run_program_async(["cat"], stdin=f"{i}\n", terminal=True) for i in range(5))
        )
        assert [result.stdout for result in results] == [f"{i}\n" for i in range(5)]

    asyncio.run(main())


def test_a_forked_child_of_the_host_holds_nothing_up() -> None:
    """It inherits the host's side of the terminal; the result does not wait for its end."""
    child = []

    def fork(text: str) -> None:
        if not child:
            read, write = os.pipe()
            pid = os.fork()
            if pid == 0:
                os.close(write)
                os.read(read, 1)
                os._exit(0)
            os.close(read)
            child.append((pid, write))

    result = sh("echo a; sleep 0.1; echo b", on_stdout=fork)
    assert result.check().stdout == "a\nb\n"
    [(pid, write)] = child
    os.close(write)
    os.waitpid(pid, 0)


@pytest.mark.parametrize(
    "wrong", [0, 1, "yes", (80,), (0, 24), (80, 1 << 16), (80.0, 24), [80, 24]]
)
def test_sizes_that_cannot_be(wrong: Any) -> None:
    with pytest.raises(ValueError, match="terminal: expected True or"):
        sh("true", terminal=wrong)
