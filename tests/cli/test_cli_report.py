"""The report of a script that did not end well, as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import Session, run

Write = Callable[..., Path]

LOOP = "def wait():\n    n = 0\n    while True:\n        n += 1\n\nwait()\n"
COLOUR = "\x1b["


def test_a_limit_is_named_with_its_amounts_its_place_and_its_option(script: Write) -> None:
    path = script(LOOP)
    said = run("run", path, "--steps", "1000", cwd=path.parent).stderr
    assert said.startswith("pkhost: stopped: the limit of 1000 steps was reached\n")
    assert f'  File "{path}", line 6\n    wait()\n' in said
    assert f'  File "{path}", line 4, in wait\n' in said
    assert "    3 |     while True:\n  > 4 |         n += 1\n" in said
    assert re.search(r"^  > steps +1,000 of +1,000  100 %$", said, re.MULTILINE)
    assert re.search(r"^    memory +[\d.]+ MiB of +64 MiB +\d+ %$", said, re.MULTILINE)
    assert said.endswith("hint: --steps raises this limit; for example: --steps 10000\n")


@pytest.mark.parametrize(
    ("source", "options", "row", "hint"),
    [
        (LOOP, ("--time", "0.1", "--steps", "unlimited"), "wall time", "--time 0.2"),
        (LOOP, ("--cpu-time", "0.1", "--steps", "unlimited"), "CPU time", "--cpu-time 0.2"),
        ("k = []\nwhile True: k.append('x' * 999)", ("--memory", "4MB"), "memory", "--memory 8MB"),
        ("while True: print('x')", ("--stdout", "8KiB"), "stdout", "--stdout 16KiB"),
        (
            "import sys\nwhile True: sys.stderr.write('x')",
            ("--stderr", "10kB"),
            "stderr",
            "--stderr 20kB",
        ),
    ],
)
def test_every_limit_marks_its_row_and_names_its_option(
    source: str, options: tuple[str, ...], row: str, hint: str, script: Write
) -> None:
    path = script(source)
    said = run("run", path, *options).stderr
    marked = re.findall(r"^  > ([A-Za-z ]+?) {2,}.* of .*$", said, re.MULTILINE)
    assert marked == [row]
    assert said.endswith(f"for example: {hint}\n")
    # The example is one that the command takes.
    assert run("run", path.parent / "missing.py", *hint.split()).stderr.count("Invalid") == 0


def test_an_exception_looks_like_pythons(script: Write) -> None:
    path = script("def share(n):\n    return 1 / n\n\nshare(0)\n")
    said = run("run", path).stderr
    assert said.startswith(f'Traceback (most recent call last):\n  File "{path}", line 4\n')
    assert "  > 2 |     return 1 / n\n" in said
    assert re.search(r"^ZeroDivisionError: .+$", said, re.MULTILINE)
    assert re.search(r"^after .+, \d+ steps, .* of memory$", said, re.MULTILINE)


def test_a_syntax_error_shows_its_line(script: Write) -> None:
    said = run("run", script("good = 1\nbad = = 2\n")).stderr
    assert "  > 2 | bad = = 2\n" in said
    assert "SyntaxError: " in said


def test_deep_recursion_is_told_in_few_lines_with_the_option(script: Write) -> None:
    said = run("run", script("def f(n):\n    return f(n + 1)\nf(0)\n")).stderr
    assert len(said.splitlines()) < 20
    assert re.search(r"… and the same line \d+ more times", said)
    assert "hint: --recursion raises this limit of 1,000 frames, up to 10,000" in said


def test_a_refused_module_comes_with_the_option_that_lets_it_in(script: Write) -> None:
    said = run("run", script("import gc")).stderr
    assert "ImportError: module 'gc' is not allowed here" in said
    assert "hint: --allow gc lets the script import it" in said


def test_an_end_of_input_comes_with_the_option_that_gives_some() -> None:
    said = run("run", "-", stdin="input()").stderr
    assert "EOFError: " in said
    assert said.endswith("hint: --stdin FILE gives the script something to read\n")


def test_a_crash_without_a_place_has_no_empty_parts(script: Write) -> None:
    """Nested so deeply that the compiler crashes, so there is no line to show."""
    said = run("run", script("(" * 100_000 + ")" * 100_000)).stderr
    assert "\n\n\n" not in said


def test_an_exit_is_one_line(script: Write) -> None:
    assert run("run", script("exit(3)")).stderr == "pkhost: the script called exit(3)\n"


def test_a_crash_is_told_as_contained(script: Write) -> None:
    said = run("run", script("x = 1\nx += 1\neval('(' * 100000)")).stderr
    assert said.startswith("pkhost: crashed: the engine failed: stack overflow in native code\n")
    assert "  > 3 | eval('(' * 100000)\n" in said
    assert "it was contained" in said


def test_code_that_a_script_made_is_not_mistaken_for_its_file(script: Write) -> None:
    said = run("run", script("x = 1\nexec('y = 2\\n1 / 0')")).stderr
    assert "  > 2 | exec" not in said
    assert "ZeroDivisionError" in said


# ---- Text of the script's in the report ----


def test_a_message_cannot_command_the_terminal(script: Write) -> None:
    source = "raise ValueError('\\x1b]52;c;aGk=\\x07\u202e\\x9b31m')"
    said = run("run", script(source)).stderr
    assert "ValueError: \\x1b]52;c;aGk=\\x07\\u202e\\x9b31m\n" in said


def test_a_long_message_is_cut(script: Write) -> None:
    assert len(run("run", script("raise ValueError('x' * 100000)")).stderr) < 5000
    lines = run("run", script("raise ValueError('x\\n' * 1000)")).stderr.splitlines()
    assert len(lines) < 40
    long_line = run("run", script("x = 1 / 0 " + "#" * 10000)).stderr
    assert len(long_line) < 1000


# ---- Colour ----


def test_no_colour_without_a_terminal(script: Write) -> None:
    assert COLOUR not in run("run", script(LOOP), "--steps", "1000").stderr
    assert COLOUR in run("run", script(LOOP), "--steps", "1000", env={"FORCE_COLOR": "1"}).stderr


@pytest.mark.parametrize(
    ("env", "coloured"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, True),
        ({"TERM": "dumb"}, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_colour_on_a_terminal(env: dict[str, str], coloured: bool, script: Write) -> None:
    with Session("run", script(LOOP), "--steps", "1000", terminal=True, env=env) as session:
        assert session.finish() == 3
    assert (COLOUR in session.seen) is coloured
    bare = re.sub(r"\x1b\[[0-9;]*m", "", session.seen)
    assert "pkhost: stopped: the limit of 1000 steps was reached\n" in bare
    assert "  > 4 |         n += 1\n" in bare


# ---- A script's output on a terminal ----


def test_a_report_begins_on_a_line_of_its_own(script: Write) -> None:
    with Session("run", script("print('unfinished', end='')\n1/0"), terminal=True) as session:
        session.finish()
    assert session.seen.startswith("unfinished\n")


NAUGHTY = "print('\\x1b[31mred\\x1b[0m \\x1b]0;title\\x07 \\x1b[2J \\x9b2J tab\\there')"


def test_a_terminal_gets_text_and_colours_only(script: Write) -> None:
    with Session("run", script(NAUGHTY), terminal=True) as session:
        assert session.finish() == 0
    assert "\x1b[31mred\x1b[0m \\x1b]0;title\\x07 \\x1b[2J \\x9b2J tab" in session.seen


def test_a_colour_in_two_pieces_and_one_left_on(script: Write) -> None:
    source = (
        "import sys\n"
        "for c in '\\x1b[32mgreen': sys.stdout.write(c); input()\n"
        "sys.stdout.write('\\x1b[')\n"
    )
    with Session("run", script(source), terminal=True) as session:
        session.type("\n" * 10)
        assert session.finish() == 0
    seen = session.seen.replace("\n", "")
    assert "\x1b[32mgreen\\x1b[\x1b[0m" in seen


def test_raw_output_on_wish_and_in_pipes(script: Write) -> None:
    with Session("run", "--raw", script(NAUGHTY), terminal=True) as session:
        assert session.finish() == 0
    assert "\x1b]0;title\x07 \x1b[2J" in session.seen
    assert "\x1b]0;title\x07 \x1b[2J" in run("run", script(NAUGHTY)).stdout


def test_a_script_that_opens_is_told_how(script: Write) -> None:
    said = run("run", script("open('names.txt', 'r')")).stderr
    assert "hint: --file [NAME=]PATH lets the script open a copy of a file" in said


def test_options_of_the_script_are_told_their_place(script: Write) -> None:
    path = script("import sys\nprint(sys.argv[1:])")
    said = run("run", path, "--verbose").stderr
    assert "--verbose" in said and "; the script's own options go after --\n" in said
    assert run("run", path, "--", "--verbose").stdout == "['--verbose']\n"


def test_what_is_no_command(script: Write) -> None:
    path = script("print(1)")
    done = run(path)
    assert done.returncode == 2
    assert f"No such command '{path}'; to run a script: pkhost run {path}\n" in done.stderr
    done = run("rnu", path)
    assert done.returncode == 2
    assert "No such command 'rnu'; there are: run, exec, repl, check, doctor\n" in done.stderr
