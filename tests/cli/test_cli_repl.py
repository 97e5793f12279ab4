"""pkhost repl: entries from a pipe and from a terminal, each under limits."""

from __future__ import annotations

from pathlib import Path

from cli_helpers import Session, run


def talk(*lines: str, arguments: tuple[str, ...] = ()) -> tuple[str, str]:
    ended = run("repl", *arguments, stdin="".join(f"{line}\n" for line in lines))
    assert ended.returncode == 0, ended.stderr
    return ended.stdout, ended.stderr


def test_values_are_shown_and_globals_kept() -> None:
    out, err = talk("x = 20", "x + 1", "'text'", "None", "x")
    assert (out, err) == ("21\n'text'\n20\n", "")


def test_a_block_ends_with_an_empty_line() -> None:
    out, _ = talk("def f(n):", "    return n * 2", "", "for i in range(2):", "    print(f(i))", "")
    assert out == "0\n2\n"


def test_a_block_that_the_input_ends_in_is_run() -> None:
    out, _ = talk("for i in range(2):", "    print(i)")
    assert out == "0\n1\n"


def test_brackets_go_on() -> None:
    out, _ = talk("sum([1,", "2,", "3])")
    assert out == "6\n"


def test_every_entry_has_the_limits_anew() -> None:
    out, err = talk("x = 1", "while True: pass", "", "x", arguments=("--steps", "5000"))
    assert out == "1\n"
    assert "the limit of 5000 steps was reached" in err


def test_an_exception_is_reported_with_its_entry() -> None:
    out, err = talk("1 / 0", "2")
    assert out == "2\n"
    assert 'File "<entry 1>", line 1' in err
    assert "ZeroDivisionError" in err


def test_a_crash_says_that_the_globals_are_gone() -> None:
    out, err = talk("x = 1", "eval('(' * 100000)", "x", "2")
    assert out == "2\n"
    assert "The VM was restored: its globals are gone." in err
    assert "name 'x' is not defined" in err


def test_commands() -> None:
    out, _ = talk("x = 1", ":memory", ":limits", ":reset", "x", ":help", ":unknown")
    assert "of 64 MiB in use." in out
    assert "memory     64 MiB" in out
    assert "The VM is as new." in out
    assert ":reset     make the VM as new" in out
    assert "There is no :unknown" in out


def test_quit_ends_it() -> None:
    out, _ = talk("1", ":quit", "2")
    assert out == "1\n"


def test_what_is_denied_stays_denied() -> None:
    _, err = talk("import os")
    assert "module 'os' is not allowed here" in err


def test_on_a_terminal(tmp_path: Path) -> None:
    env = {"NO_COLOR": "1", "XDG_STATE_HOME": str(tmp_path), "TERM": "dumb"}
    with Session("repl", "--time", "unlimited", terminal=True, env=env) as session:
        session.expect(">>> ")
        session.type("x = 40\n")
        session.expect(">>> ")
        session.type("for i in [1]:\n")
        session.expect(r"\.\.\. ")
        session.type("    print('beg' + 'un')\n")
        session.expect(r"\.\.\. ")
        session.type("    while True: pass\n")
        session.expect(r"\.\.\. ")
        session.type("\n")
        session.expect("begun\n")
        session.interrupt()
        session.expect(r"KeyboardInterrupt\s+>>> ")
        session.type("x + 2\n")
        session.expect(r"42\n>>> ")
        session.type("\x04")
        assert session.finish() == 0
    assert "x + 2" in (tmp_path / "pkhost" / "history").read_text()
