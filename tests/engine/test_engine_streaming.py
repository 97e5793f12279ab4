"""on_stdout and on_stderr: all of the output, in order, as it comes, in whole characters."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from engine_helpers import FREE, PATIENCE, assert_works, stopped
from pkhost import VM, Limits, ScriptResult, Status, run_script
from pkhost.scripts.options import RunOptions


class Collected:
    """A listener to both streams that keeps what it hears."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, str]] = []

    def __call__(self, stream: str, text: str) -> None:
        self.pieces.append((stream, text))

    def text(self, stream: str) -> str:
        return "".join(text for name, text in self.pieces if name == stream)


def listening(listener: Callable[[str, str], object]) -> RunOptions:
    """The options by which a listener to both streams hears them."""
    return {
        "on_stdout": lambda text: listener("stdout", text),
        "on_stderr": lambda text: listener("stderr", text),
    }


def run(vm: VM, source: str, listener: Callable[[str, str], None]) -> ScriptResult:
    return vm.run(source, limits=FREE, **listening(listener))


@pytest.mark.parametrize("lines", [0, 1, 2, 1000, 20_000])
def test_all_of_it_in_order(vm: VM, lines: int) -> None:
    heard = Collected()
    result = run(vm, f"for i in range({lines}): print(i)", heard)
    expected = "".join(f"{n}\n" for n in range(lines))
    assert heard.text("stdout") == expected
    assert result.stdout == expected
    assert result.usage.stdout_bytes == len(expected)
    assert all(text for _, text in heard.pieces)


def test_both_streams(vm: VM) -> None:
    heard = Collected()
    result = run(
        vm,
        "import sys\nfor i in range(500):\n    print(i)\n    sys.stderr.write(str(-i) + '\\n')",
        heard,
    )
    assert heard.text("stdout") == result.stdout == "".join(f"{n}\n" for n in range(500))
    assert heard.text("stderr") == result.stderr == "".join(f"{-n}\n" for n in range(500))
    assert {name for name, _ in heard.pieces} == {"stdout", "stderr"}


def test_it_comes_while_the_script_runs(vm: VM) -> None:
    """The script goes on only when its first line was heard."""
    heard = threading.Event()

    def stdin(printed: str) -> str:
        assert heard.is_set()
        return "\n"

    result = vm.run(
        "print('first')\ninput()\nprint('second')",
        on_stdout=lambda _: heard.set(),
        stdin=stdin,
        limits=FREE,
    )
    assert result.stdout == "first\nsecond\n"


def test_characters_are_never_cut(vm: VM) -> None:
    """Pieces may end anywhere; characters of several bytes come whole."""
    text = "aé€😀" * 30_000
    heard = Collected()
    result = run(vm, "for i in range(30000): print('aé€😀', end='')", heard)
    assert heard.text("stdout") == result.stdout == text
    assert not any("\ufffd" in piece for _, piece in heard.pieces)


def test_characters_that_the_script_writes_in_halves(vm: VM) -> None:
    """Half a character is all there is at the end: then it is shown as what it is."""
    heard = Collected()
    result = vm.run("print('é' * 10)", limits=Limits(stdout=5), **listening(heard))
    stopped(result, Status.OUTPUT)
    assert result.stdout == heard.text("stdout") == "éé\ufffd"


def test_more_than_one_read(vm: VM) -> None:
    heard = Collected()
    result = run(vm, "print('x' * 1000000)", heard)
    assert heard.text("stdout") == result.stdout == "x" * 1_000_000 + "\n"


def test_a_slow_listener_hears_all_of_it_once(vm: VM) -> None:
    heard = Collected()

    def slowly(stream: str, text: str) -> None:
        with VM(limits=Limits(memory="4MiB")) as other:  # takes longer than the script
            other.run("for i in range(1000): pass")
        heard(stream, text)

    for n in range(30):
        heard.pieces.clear()
        result = run(vm, f"for i in range({n}): print(i)", slowly)
        expected = "".join(f"{i}\n" for i in range(n))
        assert heard.text("stdout") == expected
        assert result.stdout == expected


def test_short_scripts_over_and_over(vm: VM) -> None:
    for _ in range(500):
        heard = Collected()
        result = run(vm, "import sys\nprint('out')\nsys.stderr.write('err')", heard)
        assert result.stdout == heard.text("stdout") == "out\n"
        assert result.stderr == heard.text("stderr") == "err"


def test_output_of_a_run_that_is_stopped(vm: VM) -> None:
    heard = Collected()
    result = vm.run(
        "for i in range(100): print(i)\nwhile True: pass",
        limits=Limits(steps=5_000),
        **listening(heard),
    )
    stopped(result, Status.STEPS)
    assert heard.text("stdout") == result.stdout == "".join(f"{n}\n" for n in range(100))


def test_output_of_a_run_that_crashes(open_vm: VM) -> None:
    heard = Collected()
    result = open_vm.run("print('before')\nimport stdc\nstdc.memset(8, 0, 64)", **listening(heard))
    stopped(result, Status.CRASHED)
    assert heard.text("stdout") == result.stdout == "before\n"


def test_an_exception_of_the_listener_stops_the_script_and_comes_out(vm: VM) -> None:
    class Ours(Exception):
        pass

    def listener(stream: str, text: str) -> None:
        raise Ours

    for source in ("print(1)\nwhile True: pass", "while True: print(1)", "print(1)"):
        with pytest.raises(Ours):
            vm.run(source, limits=FREE.replace(stdout=None), **listening(listener))
        assert_works(vm)
    with pytest.raises(Ours):
        vm.start("print(1)\nwhile True: pass", limits=FREE, **listening(listener)).result()
    assert_works(vm)
    with pytest.raises(Ours):
        run_script("print(1)\nwhile True: pass", limits=FREE, **listening(listener))
    assert run_script("print(1)").ok


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_base_exceptions_of_the_listener_too(vm: VM, error: type[BaseException]) -> None:
    def listener(stream: str, text: str) -> None:
        raise error

    with pytest.raises(error):
        vm.run("print(1)\nwhile True: pass", limits=FREE, **listening(listener))
    assert_works(vm)


def test_the_result_of_start_streams_to_who_waits(vm: VM) -> None:
    heard = Collected()
    threads: set[int] = set()

    def listener(stream: str, text: str) -> None:
        threads.add(threading.get_ident())
        heard(stream, text)

    handle = vm.start("for i in range(1000): print(i)", limits=FREE, **listening(listener))
    assert not heard.pieces  # nobody waits yet
    result = handle.result(PATIENCE)
    assert heard.text("stdout") == result.stdout == "".join(f"{n}\n" for n in range(1000))
    assert threads == {threading.get_ident()}


def test_a_wait_that_was_too_short_loses_nothing(vm: VM) -> None:
    """What was heard in the first result() call is in the result of the second."""
    heard = Collected()
    asked = threading.Event()
    handle = vm.start(
        "print('one')\nn = 0\nwhile n < 3000000: n += 1\nprint('two')",
        on_stdout=lambda text: (heard("stdout", text), asked.set()),
        limits=FREE,
    )
    for _ in range(5):
        try:
            handle.result(0.005)
        except TimeoutError:
            continue
        break
    result = handle.result(PATIENCE)
    assert heard.text("stdout") == "one\ntwo\n"
    assert result.stdout == "one\ntwo\n"


@pytest.mark.parametrize("option", ["on_stdout", "on_stderr"])
@pytest.mark.parametrize("listener", [5, "print", []])
def test_what_cannot_be_called_is_a_type_error(vm: VM, option: str, listener: object) -> None:
    with pytest.raises(TypeError, match=f"^{option}: expected a function or a file object"):
        vm.run("print(1)", **{option: listener})  # type: ignore[misc]
    assert_works(vm)
