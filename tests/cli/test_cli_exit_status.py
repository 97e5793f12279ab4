"""Exit statuses of ``pkhost run``, and what it says when it cannot even begin."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import EXAMPLES, run

Write = Callable[..., Path]

ENDLESS = "while True:\n    pass\n"


@pytest.mark.parametrize(
    ("status", "source", "options"),
    [
        (0, "print('done')", ()),
        (0, "", ()),
        (0, "exit()", ()),
        (0, "exit(0)", ()),
        (1, "1 / 0", ()),
        (1, "x = (", ()),
        (1, "exit(3)", ()),
        (1, "import stdc", ()),
        (1, "def f(): return f()\nf()", ()),
        (3, ENDLESS, ("--steps", "1000")),
        (3, ENDLESS, ("--time", "0.1", "--steps", "unlimited")),
        (3, ENDLESS, ("--cpu-time", "0.1", "--steps", "unlimited")),
        (3, "k = []\nwhile True: k.append('x' * 1000)", ("--memory", "4MiB")),
        (3, "while True: print('spam')", ("--stdout", "1kB")),
        (3, "import sys\nwhile True: sys.stderr.write('spam')", ("--stderr", "1kB")),
        (4, "eval('(' * 100000)", ("--dialect", "pocketpy")),
        (2, "", ("--steps", "many")),
        (2, "", ("--steps", "0")),
        (2, "", ("--steps", "-1")),
        (2, "", ("--memory", "12parsecs")),
        (2, "", ("--memory", "unlimited")),
        (2, "", ("--memory", "1kB")),
        (2, "", ("--memory", "1TB")),
        (2, "", ("--time", "nan")),
        (2, "", ("--time", "soon")),
        (2, "", ("--cpu-time", "-1")),
        (2, "", ("--recursion", "unlimited")),
        (2, "", ("--recursion", "100000")),
        (2, "", ("--preset", "huge")),
        (2, "", ("--allow", "not a name")),
        (2, "", ("--stdin", "does/not/exist")),
        (2, "", ("--no-such-option",)),
    ],
)
def test_exit_status(status: int, source: str, options: tuple[str, ...], script: Write) -> None:
    done = run("run", script(source), *options)
    assert done.returncode == status, done.stderr
    if status == 2:
        assert done.stdout == ""
        assert "Error: " in done.stderr
    if status == 0:
        assert done.stderr == ""


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--memory", "1kB"), "--memory: 1000 B is not between 2 MiB and"),
        (("--time", "nan"), "--time: nan is not a positive number of seconds"),
        (("--recursion", "100000"), "--recursion: 100000 is not between"),
        (("--preset", "huge"), "not one of 'frame', 'macro', 'classroom', 'batch'"),
        (("--isolation", "container"), "'container' is not one of 'process', 'thread'"),
        (("--require", "moat"), "'moat' is not one of 'no_new_privs'"),
        (
            ("--isolation", "thread", "--require", "seccomp"),
            "with --isolation thread there are none: leave out one of the two",
        ),
        (("--allow", "robot"), "no module named 'robot'; --allow is for the engine's own modules"),
        (("--allow", "jsn"), "no module named 'jsn'; did you mean 'json'?"),
        (("--stdin", "does/not/exist"), "'does/not/exist': No such file or directory"),
        (("--memory", "12parsecs"), "unknown unit 'parsecs'"),
    ],
)
def test_a_usage_error_names_the_option_and_the_reason(
    options: tuple[str, ...], said: str, script: Write
) -> None:
    assert said in run("run", script(""), *options).stderr


def test_scripts_that_cannot_be_read(tmp_path: Path) -> None:
    missing = run("run", tmp_path / "missing.py")
    assert missing.returncode == 2
    assert "No such file or directory" in missing.stderr
    folder = run("run", tmp_path)
    assert folder.returncode == 2
    assert "Is a directory" in folder.stderr


def test_a_script_that_never_ends_as_a_file_is_not_read_for_ever() -> None:
    done = run("run", "/dev/zero")
    assert done.returncode == 2
    assert "larger than its memory limit, 64 MiB" in done.stderr


def test_output_that_cannot_be_written_is_no_fault_of_the_scripts(script: Write) -> None:
    path = script("print('x')")
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = run("run", path, stdout=full)
        assert done.returncode == 70
        assert "stdout cannot be written: No space left on device" in done.stderr
        assert run("run", "--json", path, stdout=full).returncode == 70
        assert run("--help", stdout=full).returncode == 70
    closed = subprocess.run(
        ["bash", "-c", 'exec "$@" >&-', "bash", *run("--version").args[:-1], "run", str(path)],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    assert closed.returncode == 70
    assert b"standard stream that is closed" in closed.stderr


def test_a_reader_that_has_gone_ends_it_quietly() -> None:
    done = run(
        "run", EXAMPLES / "limits" / "output.py", "--stdout", "unlimited", stdout=_pipe_of_nobody()
    )
    assert done.returncode == 141
    assert done.stderr == ""


def _pipe_of_nobody() -> int:
    import os

    read, write = os.pipe()
    os.close(read)
    return write


def test_no_command_shows_the_help() -> None:
    done = run()
    assert done.returncode == 0
    assert "run" in done.stdout
    assert "doctor" in done.stdout
    assert run("fly").returncode == 2
