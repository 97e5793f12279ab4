"""The command decides by facts: in another language all of its messages say something else,
and it does the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_helpers import in_dialect, run

from pkhost import ErrorInfo, InvalidLimit
from pkhost.cli import main

Write = Callable[..., Path]

LOOP = "while True: pass"
FOREIGN = "чужие слова: steps on stdout, module 'gc' is not allowed here"
FOREIGN_HINT = "чужой совет"

_SCRIPTS = {
    "steps": (LOOP, "--steps", "1000"),
    "memory": ("k = []\nwhile True: k.append('x' * 999)", "--memory", "4MiB"),
    "stdout": ("while True: print('x')", "--stdout", "8KiB"),
    "stderr": (
        "import sys\nprint('x', end='')\nsys.stderr.write('xy')",
        "--stdout",
        "1",
        "--stderr",
        "1",
    ),
    "wall_time": (LOOP, "--time", "0.05", "--steps", "unlimited"),
    "cpu_time": (LOOP, "--cpu-time", "0.05", "--steps", "unlimited"),
    "disk": ("open('f', 'w').write('x' * 2000)", "--disk", "1000", "--file", "f=/dev/null"),
    "recursion": ("def f(): f()\nf()", "--recursion", "50"),
    "refused module": ("import gc",),
    "refused builtin": ("open('x')",),
    "own message": ("raise ImportError(\"module 'gc' is not allowed here\")",),
    "end of input": ("input()",),
    "exception": ("1 / 0",),
    "syntax": ("x = = 1",),
    "exit": ("exit(3)",),
    "exit with a message": ("raise SystemExit('bye')",),
    "crash": ("eval('(' * 100000)",),
}
_PROGRAMS = {
    "stdout": ("--stdout", "10", "--", "sh", "-c", "yes"),
    "stderr": ("--stderr", "10", "--", "sh", "-c", "yes >&2"),
    "wall_time": ("--time", "0.1", "--", "sleep", "60"),
    "cpu_time": ("--cpu-time", "0.1", "--", "sh", "-c", "while :; do :; done"),
    "exit code": ("--", "sh", "-c", "exit 7"),
    "signal": ("--", "sh", "-c", "kill -TERM $$"),
    "not there": ("--", "/nowhere"),
    "file size": ("--file-size", "1kB", "--", "sh", "-c", "head -c 5000 /dev/zero > f"),
}


@pytest.fixture
def translate(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Lets every message and hint be another text from now on, where it is made."""

    def begin() -> None:
        plain_error, plain_limit = ErrorInfo.__init__, InvalidLimit.__init__

        def error(self: ErrorInfo, kind: str, _: str, *rest: Any, **facts: Any) -> None:
            facts["hint"] = facts.get("hint") and FOREIGN_HINT
            plain_error(self, kind, FOREIGN, *rest, **facts)

        def limit(self: InvalidLimit, field: str, _: str) -> None:
            plain_limit(self, field, FOREIGN)

        monkeypatch.setattr(ErrorInfo, "__init__", error)
        monkeypatch.setattr(InvalidLimit, "__init__", limit)

    return begin


def said(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main([str(argument) for argument in in_dialect(arguments)])
    return status, *capfd.readouterr()


def structure(report: str) -> tuple[list[str], list[str]]:
    """What of a report is no message and no measurement: the marked row, the hints."""
    marked = re.findall(r"^  > ([A-Za-z ]+?) {2,}.* of ", report, re.MULTILINE)
    return marked, re.findall(r"^hint: (.*)$", report, re.MULTILINE)


def without_words(result: dict[str, Any]) -> dict[str, Any]:
    """A result without messages, hints and measurements."""
    error = result["error"] and {
        name: value for name, value in result["error"].items() if name not in ("message", "hint")
    }
    # The script's own text is what it gave, in whatever language.
    return result | {"error": error, "usage": None, "exit_message": None}


def check(
    capfd: pytest.CaptureFixture[str], translate: Callable[[], None], arguments: tuple[str, ...]
) -> None:
    command, *rest = arguments
    status, _, report = said(capfd, *arguments)
    _, result, _ = said(capfd, command, "--json", *rest)
    translate()
    foreign_status, _, foreign_report = said(capfd, *arguments)
    _, foreign_result, _ = said(capfd, command, "--json", *rest)

    assert foreign_status == status != 0
    marked, hints = structure(report)
    foreign_marked, foreign_hints = structure(foreign_report)
    assert foreign_marked == marked
    crashed = json.loads(result)["status"] == "crashed"
    assert foreign_hints == ([FOREIGN_HINT] if crashed else hints)
    assert FOREIGN in foreign_report
    assert FOREIGN not in report
    expected = without_words(json.loads(result))
    found = without_words(json.loads(foreign_result))
    assert len(found.pop("stdout")) == pytest.approx(len(expected.pop("stdout")), abs=70_000)
    assert len(found.pop("stderr")) == pytest.approx(len(expected.pop("stderr")), abs=70_000)
    assert found == expected


@pytest.mark.dialect("pocketpy", reason="pkhost's own words of an exception")
@pytest.mark.parametrize("case", _SCRIPTS)
def test_a_script(
    case: str, script: Write, capfd: pytest.CaptureFixture[str], translate: Callable[[], None]
) -> None:
    source, *options = _SCRIPTS[case]
    check(capfd, translate, ("run", "--stdin", "/dev/null", *options, str(script(source))))


@pytest.mark.parametrize("case", _PROGRAMS)
def test_a_program(
    case: str, capfd: pytest.CaptureFixture[str], translate: Callable[[], None]
) -> None:
    check(capfd, translate, ("exec", "--stdin", "/dev/null", *_PROGRAMS[case]))


@pytest.mark.parametrize(
    ("command", "option", "value"),
    [
        ("run", "--steps", "0"),
        ("run", "--memory", "0"),
        ("run", "--memory", "unlimited"),
        ("run", "--stdout", "3 apples"),
        ("run", "--time", "nan"),
        ("run", "--recursion", "unlimited"),
        ("run", "--disk", "-1"),
        ("exec", "--processes", "0"),
        ("exec", "--open-files", "2"),
        ("exec", "--stack", "0"),
        ("exec", "--address-space", "1PB"),
        ("exec", "--wall-time", "0"),
        ("exec", "--memory", "unlimited"),
    ],
)
def test_an_option_that_cannot_be(
    command: str,
    option: str,
    value: str,
    capfd: pytest.CaptureFixture[str],
    translate: Callable[[], None],
) -> None:
    arguments = (command, option, value, "true")
    status, _, errors = said(capfd, *arguments)
    assert status == 2
    translate()
    assert said(capfd, *arguments)[0] == 2
    named = re.search(r"Invalid value for '?([-a-z]+)", errors)
    assert named is not None
    spelling = {"--wall-time": ("--time", "--wall-time")}.get(option, (option,))
    assert named[1] in spelling


# ---- One vocabulary ----


def options_of(command: str) -> set[str]:
    return set(
        re.findall(r"--[a-z]+(?:-[a-z]+)*", run(command, "--help").stdout.split("Options:")[1])
    )


def test_both_commands_name_the_same_things_alike() -> None:
    scripts, programs = options_of("run"), options_of("exec")
    assert scripts - programs == {
        "--steps", "--recursion", "--dialect", "--isolation", "--allow", "--module",
    }  # fmt: skip
    assert programs - scripts == {
        "--processes", "--open-files", "--file-size", "--address-space", "--stack", "--profile",
        "--cwd", "--read", "--write", "--env", "--network", "--truncate", "--terminal",
    }  # fmt: skip
    for option in sorted(
        scripts & programs - {"--memory", "--cpu-time", "--disk", "--file", "--stdin"}
    ):
        lines = {
            " ".join(
                re.search(
                    rf"{option}\b(.*?)(?=\n +-|\Z)",
                    run(c, "--help").stdout.split("Options:")[1],
                    re.DOTALL,
                )[1].split()
            )  # type: ignore[index]
            for c in ("run", "exec")
        }
        assert len(lines) == 1, lines


def test_the_limits_of_the_repl_are_those_of_run() -> None:
    assert options_of("repl") == options_of("run") - {
        "--disk", "--file", "--module", "--stdin", "--raw", "--json",
    }  # fmt: skip


def test_a_time_limit_may_be_spelled_as_in_python(script: Write) -> None:
    path = script(LOOP)
    done = run("run", "--wall-time", "0.05", "--steps", "unlimited", path)
    assert done.returncode == 3
    assert "hint: --time raises this limit; for example: --time 0.1\n" in done.stderr
    assert run("exec", "--wall-time", "0.1", "sleep", "60").returncode == 3


# ---- Files of programs ----


def test_a_program_gets_copies_of_files(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("some data\n")
    tool = tmp_path / "tool"
    tool.write_text("#!/bin/sh\ncat data.txt deep/other\n")
    tool.chmod(0o755)
    done = run(
        "exec", "--file", tmp_path / "data.txt", "--file", f"deep/other={tmp_path / 'data.txt'}",
        "--file", tool, "./tool",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "some data\nsome data\n"), done.stderr
    done = run(
        "exec", "--file", tmp_path / "data.txt", "sh", "-c", "echo more >> data.txt; cat data.txt"
    )
    assert (done.returncode, done.stdout) == (0, "some data\nmore\n"), done.stderr
    assert (tmp_path / "data.txt").read_text() == "some data\n"
    tool.chmod(0o644)  # a copy can be executed if the file can
    done = run("exec", "--file", tool, "sh", "-c", "test -r tool && ./tool || test ! -x tool")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


@pytest.mark.parametrize("command", ["run", "exec"])
def test_files_that_cannot_be_given(command: str, tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(b"x" * 3_000_000)
    (tmp_path / "script").write_text("true = 1")
    for arguments, what in (
        (("--file", tmp_path / "missing"), "No such file or directory"),
        (("--file", f"name={tmp_path}"), "Is a directory"),
        (("--disk", "2MB", "--file", tmp_path / "large"), "larger than the disk limit, 2 MB\n"),
    ):
        done = run(command, *arguments, tmp_path / "script")
        assert (done.returncode, done.stdout) == (2, "")
        assert "Invalid value for --file: " in done.stderr
        assert what in done.stderr


@pytest.mark.parametrize("command", ["run", "exec"])
def test_input_that_cannot_be_read(command: str, tmp_path: Path) -> None:
    (tmp_path / "script").write_text("print(input())")
    for path, what in (
        (tmp_path / "missing", "No such file or directory"),
        (tmp_path, "Is a directory"),
    ):
        done = run(command, "--stdin", path, tmp_path / "script")
        assert (done.returncode, done.stdout) == (2, ""), done.stderr
        assert f"Invalid value for --stdin: cannot read '{path}': {what}\n" in done.stderr


def test_a_program_with_files_starts_among_them(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    done = run("exec", "--file", tmp_path / "data", "--cwd", tmp_path, "true")
    assert (done.returncode, done.stdout) == (2, "")
    assert "leave out one of them" in done.stderr


def test_a_file_that_the_program_does_not_see_comes_with_the_options(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("here\n")
    done = run("exec", "cat", "data.txt", cwd=tmp_path)
    assert done.returncode == 1
    assert "hint: it started in an empty folder, without data.txt; " in done.stderr
    assert "--file data.txt" in done.stderr
    done = run("exec", "--file", "data.txt", "cat", "data.txt", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "here\n")


@pytest.mark.parametrize(
    ("option", "path"),
    [
        ("--read", "/nowhere"),
        ("--write", "/nowhere"),
        ("--cwd", "/nowhere"),
        ("--cwd", "/etc/passwd"),
    ],
)
def test_a_path_that_is_not_there_is_refused_by_its_option(option: str, path: str) -> None:
    done = run("exec", option, path, "true")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"Invalid value for '{option}': " in done.stderr
    assert path in done.stderr
