"""The examples do what their READMEs say: each run as a user runs it."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STOPPED_BY_MEMORY = "MEMORY: the limit of 4194304 bytes of memory was reached"


def run(example: str, *arguments: str) -> str:
    """What an example prints; it ends well and has nothing to complain of."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / example), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def run_in_terminal(example: str, *arguments: str) -> str:
    """What an example draws in a terminal of its own, without the colors."""
    ours, theirs = pty.openpty()
    try:
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "40"}
        environment.pop("NO_COLOR", None)
        with subprocess.Popen(
            [sys.executable, str(EXAMPLES / example), *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**environment, "PYTHONIOENCODING": "utf-8"},
        ) as process:
            os.close(theirs)
            theirs = -1
            drawn = b""
            while True:
                try:
                    piece = os.read(ours, 65536)
                except OSError:  # how a terminal says that nobody is at its other end
                    break
                drawn += piece
            assert process.wait(timeout=60) == 0
    finally:
        os.close(ours)
        if theirs != -1:
            os.close(theirs)
    assert b"\x1b[" in drawn
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", drawn.decode()).replace("\r\n", "\n")


def after(line: str, text: str) -> list[str]:
    """The lines that come after one."""
    lines = text.splitlines()
    return lines[lines.index(line) + 1 :]


def test_robots_play_to_the_last_frame() -> None:
    printed = run("robots", "--plain", "--frames", "200")
    standings = after("frame 200 of 200: the game is over", printed)
    assert len(standings) == 12
    states = {}
    gems = dict.fromkeys(("seeker", "endless"), 0)
    for line in standings:
        match = re.fullmatch(r"[A-L] (\w+): (\d+) gems, (.*)", line)
        assert match is not None, line
        states[match[1]] = match[3]
        gems[match[1]] = gems.get(match[1], 0) + int(match[2])
    assert states["eater"] == "stopped: MEMORY"
    assert states["buggy"] == "stopped: ERROR"
    # Its only move was in the first frame; in all others it spent its steps to the last.
    assert states["endless"] == "thinking (frames: 199)"
    assert {states[name] for name in ("seeker", "wanderer", "patrol")} == {"moving"}
    assert STOPPED_BY_MEMORY in printed
    assert "ZeroDivisionError: division by zero" in printed
    # The game went on for the others, after the eater was stopped as well.
    [stopped] = re.findall(r"^frame (\d+): K eater stopped: MEMORY$", printed, re.MULTILINE)
    assert int(stopped) < 200
    assert gems["seeker"] > 3 * 200 // 10


def test_robots_play_the_same_game_again_with_the_same_seed() -> None:
    games = [run("robots", "--plain", "--frames", "40", "--seed", seed) for seed in "778"]
    assert games[0] == games[1]
    assert games[0] != games[2]


def test_robots_are_drawn() -> None:
    drawn = run_in_terminal("robots", "--frames", "3")
    assert [f"frame {number} of 3" in drawn for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert "◆" in drawn
    assert "thinking (frames: 2)" in drawn


def test_robots_refuse_a_game_of_no_frames() -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "robots"), "--frames", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "--frames: a game takes at least one frame" in done.stderr


def test_macros_that_fail_are_undone() -> None:
    *lines, remembered = run("macros", "--plain").splitlines()
    told = dict(line.split(": ", 1) for line in lines)
    assert list(told) == ["tools", "total", "discount", "clear", "hoard", "invoice"]
    assert told["total"] == ("done. 3 rows [D1: empty → 18.0, D2: empty → 24.0, D3: empty → 0.0]")
    for macro, outcome in (("discount", "ERROR"), ("clear", "STEPS"), ("hoard", "MEMORY")):
        assert told[macro].startswith(f"undone, {outcome}: ")
        assert told[macro].endswith("[no cell changed]")
    # It uses a function and a list of earlier macros, which "clear" had done away with.
    assert told["invoice"].startswith("done. to pay: 42.0 ")
    assert remembered == "What the VM remembers: tools, total, invoice"


def test_macros_show_the_sheet_before_and_after() -> None:
    drawn = run_in_terminal("macros")
    before, after_it = drawn.split("After")
    assert "42.0" in after_it
    assert re.search(r"│ 1 │ pens │ 12 │ 1\.5 │\n", before)
    assert re.search(r"│ 1 │ pens  │ 12 │ 1\.5 │ 18\.0 │\n", after_it)


VERDICTS = {
    "ada": "right, 5/5.",
    "bob": "wrong, 3/5. second_largest([7, 7, 5]) gave 7, not 5",
    "cleo": "ERROR, 3/5. line 4: ValueError: max() arg is an empty sequence",
    "dan": "STEPS, 0/5. line 5: the limit of 1000000 steps was reached",
    "eve": "MEMORY, 0/5. line 4: the limit of 8388608 bytes of memory was reached",
    "finn": "OUTPUT, 0/5. line 5: the limit of 4096 bytes on stdout was reached",
    "gus": "ERROR, 0/5. line 1: SyntaxError: expected ':'",
    "hana": "ERROR, 0/5. line 2: ModuleNotFoundError: No module named 'subprocess'",
    "ivo": "STEPS, 0/5. line ",
    "june": "ERROR, 0/5. line 3: SyntaxError: too many nested parentheses",
    "kim": "ERROR, 0/5. NameError: name 'second_largest' is not defined",
}


@pytest.fixture(scope="module")
def classroom() -> dict[str, str]:
    """The report, by student."""
    return dict(line.split(": ", 1) for line in run("classroom", "--plain").splitlines())


def test_every_student_gets_a_verdict(classroom: dict[str, str]) -> None:
    assert list(classroom) == list(VERDICTS)
    assert list(classroom) == sorted(path.stem for path in EXAMPLES.glob("classroom/answers/*.py"))


@pytest.mark.parametrize("student", VERDICTS)
def test_the_verdict(classroom: dict[str, str], student: str) -> None:
    assert classroom[student].startswith(VERDICTS[student])


def test_the_classroom_has_a_table() -> None:
    drawn = run_in_terminal("classroom")
    for student, verdict in VERDICTS.items():
        assert re.search(rf"│ {student} +│ {verdict.split(',')[0]} +│", drawn), student
