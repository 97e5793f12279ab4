"""pkhost repl: entries from a pipe and from a terminal, each under limits."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from cli_helpers import Session, run

from pkhost import VM, Limits
from pkhost.cli._completion import completer
from pkhost.cli.repl import repl_command
from pkhost.limits import LimitName


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


@pytest.mark.dialect("pocketpy", reason="it is PocketPy's parser that crashes")
def test_a_crash_says_that_the_globals_are_gone() -> None:
    out, err = talk("x = 1", "eval('(' * 100000)", "x", "2")
    assert out == "2\n"
    assert "The VM was restored: its globals are gone." in err
    assert "name 'x' is not defined" in err


def test_commands() -> None:
    out, _ = talk("x = 1", ":memory", ":limits", ":reset", "x", ":help", ":unknown")
    assert "of 64 MiB in use." in out
    assert "memory     64 MiB" in out
    for option in repl_command.params:
        if option.name in get_args(LimitName):
            label = option.opts[0].removeprefix("--").replace("-", " ")
            assert f"\n{label}  " in f"\n{out}", "a limit that can be given, and is not shown"
    assert "The VM is as new." in out
    assert ":reset     make the VM as new" in out
    assert "There is no :unknown" in out


def test_quit_ends_it() -> None:
    out, _ = talk("1", ":quit", "2")
    assert out == "1\n"


@pytest.mark.parametrize(
    ("entry", "status", "said"),
    [
        ("exit()", 0, ""),
        ("quit()", 0, ""),
        ("exit", 0, ""),
        ("quit", 0, ""),
        ("exit(3)", 3, ""),
        ("quit(3)", 3, ""),
        ("def end(): quit(5)\n\nend()", 5, ""),
        ("if True: exit(4)\n", 4, ""),
        ("raise SystemExit('bye')", 1, "bye\n"),
    ],
)
def test_exit_ends_it(entry: str, status: int, said: str) -> None:
    ended = run("repl", stdin=f"1\n{entry}\n2\n")
    assert (ended.returncode, ended.stdout, ended.stderr) == (status, "1\n", said)


def test_quit_is_there_after_a_reset() -> None:
    ended = run("repl", stdin=":reset\nquit(6)\n2\n")
    assert (ended.returncode, ended.stdout) == (6, "The VM is as new.\n")


def test_input_reads_the_next_line() -> None:
    out, err = talk("name = input('name? ')", "Ada", "name + '!'")
    assert (out, err) == ("name? 'Ada!'\n", "")
    ended = run("repl", stdin="open('x', 'r')\n")
    assert "No such file or directory: 'x'" in ended.stderr
    assert "hint" not in ended.stderr  # it has no --file
    ended = run("repl", stdin="input()\n")
    assert "hint" not in ended.stderr  # and no --stdin
    assert "EOFError" in ended.stderr


def completed(vm: VM, text: str) -> list[str]:
    complete = completer(vm)
    found = []
    while (name := complete(text, len(found))) is not None:
        found.append(name)
    return found


def test_completion() -> None:
    with VM(limits=Limits(memory="8MiB")) as vm:
        vm.run(
            "banana = 1\n_hidden = 2\n"
            "class Box:\n    size = 3\n    _secret = 4\n    def open_it(self): pass\nbox = Box()\n"
            "class Trap:\n"
            "    @property\n    def loop(self):\n        while True: pass\n"
            "    @property\n    def crash(self): eval('(' * 100000)\n"
            "trap = Trap()"
        ).check()
        assert completed(vm, "bana") == ["banana"]
        assert completed(vm, "prin") == ["print"]
        assert completed(vm, "whil") == ["while"]
        assert completed(vm, "_hid") == ["_hidden"]
        assert "_hidden" not in completed(vm, "h")
        assert completed(vm, "box.s") == ["box.size"]
        assert completed(vm, "box._s") == ["box._secret"]
        assert completed(vm, "box.open_it.") is not None
        for nothing in ("", "nothing_such.", "banana..", "f()", "trap.loop.", "trap.crash."):
            assert completed(vm, nothing) == []
        # Nothing of it has left a trace, also where it crashed the engine.
        assert vm.run("banana").value == 1
        assert vm.eval("box.size") == 3


def test_completion_on_a_terminal(tmp_path: Path) -> None:
    env = {"NO_COLOR": "1", "XDG_STATE_HOME": str(tmp_path), "TERM": "dumb"}
    with Session("repl", terminal=True, env=env) as session:
        session.expect(">>> ")
        session.type("banana = 40\n")
        session.expect(">>> ")
        session.type("bana\t + 2\n")
        session.expect(r"42\n>>> ")
        session.type("\x04")
        assert session.finish() == 0


def test_what_is_denied_stays_denied() -> None:
    _, err = talk("import stdc")
    assert "module 'stdc' is not allowed here" in err


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
