"""``pkhost run``: options, input and output."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import EXAMPLES, ROOT, Session, run, run_json

import pkhost

Write = Callable[..., Path]

ASK = "print('ready')\nname = input('name? ')\nprint('hello', name)\n"


def test_hello() -> None:
    done = run("run", EXAMPLES / "hello.py")
    assert done.returncode == 0
    assert done.stderr == ""
    assert re.fullmatch(r"Hello from Python [\d.]+!\nThe sum .* is 285\n", done.stdout)


# ---- Limits ----


def test_steps_just_under_and_just_over(script: Write) -> None:
    path = script("for n in range(100): print(n)")
    steps = run_json(path)["usage"]["steps"]
    assert run_json(path, "--steps", steps)["status"] == "ok"
    over = run_json(path, "--steps", steps - 1)
    assert over["status"] == "steps"
    assert over["usage"]["steps"] == steps - 1
    assert run_json(path, "--steps", "unlimited")["usage"]["steps"] is None


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_output_just_under_and_just_over(stream: str, script: Write) -> None:
    path = script(f"import sys\nsys.{stream}.write('0123456789')")
    assert run_json(path, f"--{stream}", "10")["status"] == "ok"
    over = run_json(path, f"--{stream}", "9")
    assert over["status"] == "output"
    assert over[stream] == "012345678"
    assert run_json(path, f"--{stream}", "unlimited")["status"] == "ok"


def test_recursion_just_under_and_just_over(script: Write) -> None:
    # The module's own frame counts too.
    path = script("def f(n):\n    return f(n - 1) if n > 1 else 1\nprint(f(50))")
    enough = next(n for n in range(45, 60) if run_json(path, "--recursion", n)["status"] == "ok")
    over = run_json(path, "--recursion", enough - 1)
    assert over["error"]["type"] == "RecursionError"
    assert 50 <= enough <= 53


def test_memory_just_under_and_just_over(script: Write) -> None:
    path = script("kept = 'x' * 3000000")
    peak = run_json(path)["usage"]["peak_memory"]
    assert 3_000_000 < peak < 6_000_000
    assert run_json(path, "--memory", "8MB")["status"] == "ok"
    over = run_json(path, "--memory", "3MB")
    assert over["status"] == "memory"
    assert over["usage"]["peak_memory"] <= 3_000_000


@pytest.mark.parametrize(
    ("option", "status"), [("--time", "wall_time"), ("--cpu-time", "cpu_time")]
)
def test_time(option: str, status: str, script: Write) -> None:
    path = script("while True: pass")
    over = run_json(path, option, "0.2", "--steps", "unlimited")
    assert over["status"] == status
    assert over["usage"][status] >= 0.2
    ends = script("for n in range(1000): pass")
    assert run_json(ends, option, "20")["status"] == "ok"


def test_a_preset_and_a_change_to_it(script: Write) -> None:
    path = script("while True: pass")
    frame = pkhost.Limits.preset("frame")
    found = run_json(path, "--preset", "frame", "--time", "unlimited", "--cpu-time", "unlimited")
    assert found["status"] == "steps"
    assert found["usage"]["steps"] == frame.steps
    changed = run_json(
        path, "--preset", "frame", "--time", "unlimited", "--cpu-time", "unlimited", "--steps", "7"
    )
    assert changed["usage"]["steps"] == 7


@pytest.mark.parametrize("name", ["frame", "macro", "classroom", "batch"])
def test_every_preset_that_the_help_names_is_one(name: str, script: Write) -> None:
    assert name in run("run", "--help").stdout
    assert run("run", "--preset", name, script("")).returncode == 0


def test_numbers_may_have_their_thousands_apart(script: Write) -> None:
    assert run_json(script("while True: pass"), "--steps", "12,345")["usage"]["steps"] == 12345


# ---- What it may import ----


def test_modules_are_let_in_one_by_one(script: Write) -> None:
    path = script("import gc\nimport dis\nprint('both')")
    assert run("run", path).returncode == 1
    assert run("run", "--allow", "gc", path).returncode == 1
    both = run("run", "--allow", "gc", "--allow", "dis", path)
    assert both.returncode == 0
    assert both.stderr == ""


def test_a_module_that_opens_the_walls_is_warned_of(script: Write) -> None:
    done = run("run", "--allow", "stdc", script("import stdc"))
    assert done.returncode == 0
    assert "warning: --allow stdc gives the script raw memory" in done.stderr


# ---- Input ----


def test_the_source_may_come_from_standard_input() -> None:
    done = run("run", "-", stdin="print('from a pipe')\ninput()")
    assert done.stdout == "from a pipe\n"
    assert 'File "<stdin>", line 2' in done.stderr
    assert "EOFError" in done.stderr


def test_standard_input_is_the_scripts(script: Write) -> None:
    done = run("run", script("print(input())\nprint(input())"), stdin="één\ntwo\n")
    assert done.stdout == "één\ntwo\n"


def test_a_file_as_input(script: Write, tmp_path: Path) -> None:
    (tmp_path / "input").write_text("from a file\n")
    done = run("run", script("print(input())"), "--stdin", tmp_path / "input", stdin="not this\n")
    assert done.stdout == "from a file\n"
    done = run("run", "-", "--stdin", tmp_path / "input", stdin="print(input())")
    assert done.stdout == "from a file\n"
    both = run("run", "-", "--stdin", "-", stdin="print(input())")
    assert both.returncode == 2


def test_a_large_file_as_input_is_read_as_far_as_it_is_asked_for(
    script: Write, tmp_path: Path
) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.write(b"line 1\n" + b"x" * 100_000 + b"\nline 3\n")
        file.truncate(1 << 40)  # a hole of a tebibyte
    path = script("print(input())\nprint(len(input()))\nprint(input())")
    done = run("run", path, "--stdin", tmp_path / "large")
    assert done.stdout == "line 1\n100000\nline 3\n"


@pytest.mark.parametrize("terminal", [False, True], ids=["pipe", "terminal"])
def test_input_is_asked_for_when_the_script_reads(terminal: bool, script: Write) -> None:
    """The prompt comes before anything is typed: output streams, and input is on demand."""
    with Session("run", script(ASK), terminal=terminal) as session:
        session.expect(r"ready\nname\? ")
        session.type("Ann\n")
        session.expect("hello Ann\n")
        assert session.finish() == 0


def test_the_end_of_input_on_a_terminal(script: Write) -> None:
    with Session("run", script(ASK), terminal=True) as session:
        session.expect(r"name\? ")
        session.type("\x04")
        session.expect("EOFError")
        assert session.finish() == 1


def test_waiting_for_input_ends_with_the_time(script: Write) -> None:
    with Session("run", script(ASK), "--time", "0.3") as session:
        session.expect(r"name\? ")
        session.expect("wall-time limit of 0.3 s")
        assert session.finish() == 3


def test_closed_standard_input_is_an_empty_one(script: Write) -> None:
    done = subprocess.run(
        ["bash", "-c", 'exec "$@" <&-', "bash", *run("--version").args[:-1], "run",
         str(script("input()"))],
        capture_output=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"EOFError" in done.stderr


# ---- Output ----


def test_both_streams_come_through(script: Write) -> None:
    done = run("run", script("import sys\nprint('out é')\nsys.stderr.write('err é\\n')"))
    assert (done.stdout, done.stderr) == ("out é\n", "err é\n")
    plain = run("run", script("print('é')"), env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    assert plain.stdout == "é\n"


def test_much_output_comes_through_whole(script: Write) -> None:
    path = script("for n in range(100000): print('line', n)")
    done = run("run", path, "--stdout", "unlimited")
    assert done.stdout == "".join(f"line {n}\n" for n in range(100_000))


def test_a_pipe_that_is_non_blocking_gets_all(script: Write) -> None:
    path = script("for n in range(100000): print('line', n)")
    read, write = os.pipe()
    os.set_blocking(write, False)
    process = subprocess.Popen(
        [*run("--version").args[:-1], "run", str(path), "--stdout", "unlimited"], stdout=write
    )
    os.close(write)
    with open(read, encoding="utf-8") as file:  # noqa: PTH123
        assert file.read().endswith("line 99999\n")
    assert process.wait() == 0


def test_the_command_has_no_state_that_scripts_share(script: Write) -> None:
    assert run("run", script("x = 1")).returncode == 0
    assert "NameError" in run("run", script("print(x)")).stderr


def test_the_session_in_the_documentation_is_what_happens() -> None:
    page = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    session = page.partition("$ pkhost ")[2].partition("```")[0]
    command, _, shown = session.partition("\n")
    done = run(*command.split(), cwd=ROOT, stderr=subprocess.STDOUT)

    def without_times(text: str) -> list[str]:
        return re.sub(r"[\d.]+ [µm]?s of", "… of", text).replace(" ", "").splitlines()

    assert without_times(done.stdout) == without_times(shown)


@pytest.mark.parametrize(
    ("name", "options", "status", "said"),
    [
        ("endless_loop", ("--steps", "1000000"), 3, "the limit of 1000000 steps was reached"),
        ("memory", ("--memory", "16MB"), 3, "the limit of 16000000 bytes of memory was reached"),
        ("output", ("--stdout", "1kB"), 3, "the limit of 1000 bytes on stdout was reached"),
        ("crash", ("--dialect", "pocketpy"), 4, "the engine failed: stack overflow in native code"),
    ],
)
def test_the_examples_do_what_their_first_line_says(
    name: str, options: tuple[str, ...], status: int, said: str
) -> None:
    path = EXAMPLES / "limits" / f"{name}.py"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert "scripts/pkhost " + " ".join(("run", *options, f"examples/limits/{name}.py")) in first
    done = run("run", *options, path)
    assert done.returncode == status
    assert said in done.stderr
    assert "this is never printed" not in done.stdout


# ---- What a script is given ----


def test_arguments(script: Write) -> None:
    path = script("import sys\nprint(sys.argv)")
    assert run("run", path).stdout == f"[{str(path)!r}]\n"
    ended = run("run", path, "a", "é b", "--", "--steps", "-x")
    assert ended.stdout == f"[{str(path)!r}, 'a', 'é b', '--steps', '-x']\n"
    # An option that pkhost does not know is never taken for the script's in silence.
    refused = run("run", path, "--verbose")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "--verbose" in refused.stderr


def test_arguments_cost_the_script_nothing(script: Write) -> None:
    path = script("x = 1")
    assert run_json(path)["usage"]["steps"] == run_json(path, "a", "b")["usage"]["steps"] == 2


def test_code_on_the_command_line() -> None:
    assert run("run", "-c", "print(6 * 7)").stdout == "42\n"
    assert run("run", "-c", "import sys; print(sys.argv)", "a").stdout == "['-c', 'a']\n"
    failed = run("run", "-c", "1 / 0")
    assert failed.returncode == 1
    assert 'File "<string>", line 1' in failed.stderr
    nothing = run("run")
    assert nothing.returncode == 2
    assert "name a file, - or -c CODE" in nothing.stderr


def test_files(script: Write, tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("hello")
    path = script("print(open('data.txt', 'r').read(), open('other', 'r').read())")
    data = tmp_path / "data.txt"
    ended = run("run", path, "--file", data, "--file", f"other={data}")
    assert (ended.stdout, ended.stderr) == ("hello hello\n", "")
    assert "No such file or directory" in run("run", path).stderr
    # What it writes is in the result, and never on the disk.
    write = script("with open('data.txt', 'w') as f: f.write('new')")
    found = run_json(write, "--file", str(data))
    assert found["files"] == {"data.txt": "bmV3"}
    assert data.read_text() == "hello"
    missing = run("run", path, "--file", tmp_path / "missing")
    assert missing.returncode == 2
    assert "No such file or directory" in missing.stderr


def test_modules(script: Write, tmp_path: Path) -> None:
    (tmp_path / "helper.py").write_text("x = 5")
    path = script("import helper, other\nprint(helper.x + other.x)")
    module = tmp_path / "helper.py"
    ended = run("run", path, "--module", module, "--module", f"other={module}")
    assert (ended.stdout, ended.stderr) == ("10\n", "")
    for wrong in (f"json={module}", f"a b={module}"):
        refused = run("run", path, "--module", wrong)
        assert refused.returncode == 2
        assert "--module" in refused.stderr


def test_files_and_modules_are_read_no_further_than_their_limits_go(script: Write) -> None:
    for option, limit in (("--file", "disk"), ("--module", "memory")):
        refused = run("run", script("1"), option, "x=/dev/zero", f"--{limit}", "4MiB")
        assert refused.returncode == 2
        assert f"larger than the {limit} limit, 4 MiB" in refused.stderr
