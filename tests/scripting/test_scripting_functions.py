"""Functions of the host's: signatures, errors, and functions that misbehave."""

from __future__ import annotations

import functools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from children import child_code
from pkhost import VM, Limits, ScriptError, Status, VMBusyError

FREE = Limits(steps=None, wall_time=None, cpu_time=None)
PATIENCE = 60.0


def plain(a: Any, b: Any = 2, *, c: Any = 3) -> list[Any]:
    """What it is for."""
    return [a, b, c]


def rest(a: Any, *args: Any, c: Any = 1, **kw: Any) -> list[Any]:
    return [a, list(args), c, kw]


def positional(a: Any, b: Any = 5, /) -> list[Any]:
    return [a, b]


@pytest.mark.parametrize(
    ("call", "value"),
    [
        ("plain(1)", [1, 2, 3]),
        ("plain(1, 5)", [1, 5, 3]),
        ("plain(1, c=9)", [1, 2, 9]),
        ("plain(a=1, b=4)", [1, 4, 3]),
        ("plain(b=4, a=1)", [1, 4, 3]),
        ("plain(1, ..., c=7)", [1, 2, 7]),  # ... is an argument that is not given
        ("rest(1)", [1, [], 1, {}]),
        ("rest(1, 2, 3, c=4, z=5)", [1, [2, 3], 4, {"z": 5}]),
        ("positional(1)", [1, 5]),
        ("positional(1, 2)", [1, 2]),
        ("nothing()", None),
        ("sorted([3, 1, 2], key=same)", [1, 2, 3]),
        ("list(map(same, [1, 2]))", [1, 2]),
        ("[same(x) for x in 'ab']", ["a", "b"]),
        ("plain.__doc__", "What it is for."),
    ],
)
def test_signatures_carry_over(vm: VM, call: str, value: object) -> None:
    for function in (plain, rest, positional):
        vm.expose(function)
    vm.expose(lambda: None, "nothing")
    vm.expose(lambda x: x, "same")
    assert vm.eval(call) == value


@pytest.mark.parametrize(
    "call",
    [
        "plain()",
        "plain(1, 2, 3, 4)",
        "plain(1, d=4)",
        "rest()",
        "plain(...)",
        "positional(1, 2, 3)",
    ],
)
def test_wrong_arguments_are_a_type_error_in_the_script(vm: VM, call: str) -> None:
    for function in (plain, rest, positional):
        vm.expose(function)
    result = vm.run(f"try:\n    {call}\nexcept TypeError as e:\n    print('caught')")
    assert result.check().stdout == "caught\n"


def test_as_a_decorator(vm: VM) -> None:
    @vm.expose
    def one() -> int:
        return 1

    @vm.expose(name="two")
    def other() -> int:
        return 2

    assert (one(), other()) == (1, 2)
    assert vm.eval("one() + two()") == 3
    with pytest.raises(ScriptError, match="NameError"):
        vm.eval("other()")


@pytest.mark.parametrize(
    ("function", "name", "kind", "said"),
    [
        (plain, "a b", ValueError, "'a b' cannot be a name"),
        (plain, "class", ValueError, "'class' cannot be a name"),
        (plain, "", ValueError, "'' cannot be a name"),
        (plain, 5, ValueError, "5 cannot be a name"),
        (lambda: 1, None, ValueError, "has no name of its own; give one with name="),
        (functools.partial(plain), None, ValueError, "no name of its own; give one with name="),
        ("plain", None, TypeError, "^expose: expected a function, not 'plain'"),
        (None, None, TypeError, "^expose: expected a function, not None"),
        (object(), None, TypeError, "^expose: expected a function, not <object"),
        (5, "five", TypeError, "5 cannot be called"),
        (min, "least", ValueError, "its signature cannot be read"),
        (eval(f"lambda {', '.join(f'parameter{i}' for i in range(40))}: 1"), "many", ValueError,
         "too long"),
    ],
)  # fmt: skip
def test_what_cannot_be_exposed(
    vm: VM, function: Any, name: Any, kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        vm.expose(function, name)
    assert vm.eval("1 + 1") == 2


def test_modules_of_functions(vm: VM) -> None:
    vm.expose_module("robot", {"move": lambda x, y=0: x + y, "turn": plain})
    assert vm.eval("robot.move(1, y=2)") == 3
    assert vm.run("import robot\nrobot.turn(1)").value == [1, 2, 3]
    assert vm.run("from robot import move\nmove(4)").value == 4
    assert vm.run("robot.nope").error.type == "AttributeError"  # type: ignore[union-attr]
    # A script may spoil its own VM, not the next one's.
    vm.run("robot.move = 5").check()
    vm.reset()
    assert vm.eval("robot.move(1)") == 1
    for name in ("math", "os", "stdc", "builtins"):
        with pytest.raises(ValueError, match="module"):
            vm.expose_module(name, {"x": plain})
    for name in ("a.b", "", "class"):
        with pytest.raises(ValueError, match="name"):
            vm.expose_module(name, {"x": plain})
    with pytest.raises(ValueError, match="name"):
        vm.expose_module("fine", {"not-fine": plain})
    assert vm.eval("robot.move(1)") == 1
    assert vm.run("import stdc").error.type == "ImportError"  # type: ignore[union-attr]


def test_what_scripts_did_before_stays_when_something_is_exposed(vm: VM) -> None:
    vm.run("x = 1").check()
    vm.expose(plain)
    assert vm.run("plain(x)").value == [1, 2, 3]
    vm.reset()
    assert vm.run("plain(0)").value == [0, 2, 3]
    assert vm.run("x").error.type == "NameError"  # type: ignore[union-attr]


# -------------------------------------------------------------------------- errors


class OwnError(Exception):
    pass


def raising(error: BaseException) -> Callable[[], object]:
    def fail() -> object:
        raise error

    return fail


@pytest.mark.parametrize("error", [ValueError("no"), KeyError("k"), ZeroDivisionError("0")])
def test_an_exception_that_the_script_has_too(vm: VM, error: Exception) -> None:
    vm.expose(raising(error), "fail")
    kind = type(error).__name__
    result = vm.run(f"try:\n    fail()\nexcept {kind} as e:\n    print('caught')")
    assert result.check().stdout == "caught\n"
    assert result.host_exception is None
    result = vm.run("def f():\n    fail()\nf()")
    assert result.status is Status.ERROR
    assert result.error is not None
    assert result.error.type == kind
    assert result.error.traceback[-1].line == 2
    assert result.host_exception is error  # the very same, traceback and all


def test_an_exception_of_the_hosts_own(vm: VM) -> None:
    error = OwnError("no")
    vm.expose(raising(error), "fail")
    result = vm.run("fail()")
    assert result.error is not None
    assert (result.error.type, result.error.message) == ("RuntimeError", "OwnError: no")
    assert result.host_exception is error
    result = vm.run("try:\n    fail()\nexcept RuntimeError as e:\n    raise e")
    assert result.host_exception is error
    # Another one that happens to come later is not the host's.
    result = vm.run("try:\n    fail()\nexcept RuntimeError:\n    pass\n1 / 0")
    assert result.host_exception is None


def test_an_exception_that_cannot_even_be_printed(
    vm: VM, capfd: pytest.CaptureFixture[str]
) -> None:
    class UnprintableError(Exception):
        def __str__(self) -> str:
            raise LookupError

    vm.expose(raising(UnprintableError()), "fail")
    vm.expose(raising(OwnError("a\0b \ud800")), "odd")
    result = vm.run("fail()")
    assert isinstance(result.host_exception, UnprintableError)
    assert result.error is not None
    assert "LookupError" in result.error.message
    assert vm.run("odd()").error.message == "OwnError: a?b ?"  # type: ignore[union-attr]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (object(), "TypeError"),
        pytest.param(
            1 << 70,
            "ValueError",
            marks=pytest.mark.dialect("pocketpy", reason="Python's integers are of any size"),
        ),
        ({1: [2j]}, "TypeError"),
    ],
)
def test_a_result_that_cannot_enter(vm: VM, value: object, kind: str) -> None:
    vm.expose(lambda: value, "give")
    result = vm.run(f"try:\n    give()\nexcept {kind} as e:\n    print(e)")
    assert "value" in result.check().stdout


def test_an_argument_that_cannot_leave(vm: VM) -> None:
    called: list[object] = []
    vm.expose(called.append, "hear")
    result = vm.run("try:\n    hear([print])\nexcept TypeError as e:\n    print(e)")
    assert "value[0][0] is of type 'builtin_function_or_method'" in result.check().stdout
    assert called == []


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(3), GeneratorExit()])
def test_what_is_no_exception_stops_the_script_and_comes_out(vm: VM, error: BaseException) -> None:
    vm.expose(raising(error), "fail")
    uses: list[Callable[[], object]] = [
        lambda: vm.run("fail()"),
        lambda: vm.run(
            "while True:\n    try:\n        fail()\n    except:\n        pass", limits=FREE
        ),
        lambda: vm.eval("fail()"),
        lambda: vm.start("fail()").result(),
    ]
    for use in uses:
        with pytest.raises(type(error)) as caught:
            use()
        assert caught.value is error
        assert vm.eval("1 + 1") == 2


def test_a_large_argument_and_a_large_result(vm: VM) -> None:
    vm.expose(lambda text: text + "!", "louder")
    assert vm.eval("len(louder('x' * 1000000))") == 1_000_001
    vm.expose(lambda: "y" * 100_000_000, "flood")
    assert vm.run("len(flood())").status is Status.MEMORY
    assert vm.eval("1 + 1") == 2


# -------------------------------------------------------- functions that misbehave

USES: dict[str, Callable[[VM], object]] = {
    "run": lambda vm: vm.run("1"),
    "eval": lambda vm: vm.eval("1"),
    "start": lambda vm: vm.start("1"),
    "set": lambda vm: vm.set("x", 1),
    "reset": lambda vm: vm.reset(),
    "snapshot": lambda vm: vm.snapshot(),
    "transaction": lambda vm: vm.transaction().__enter__(),
    "expose": lambda vm: vm.expose(plain, "more"),
    "close": lambda vm: vm.close(),
}


@pytest.mark.parametrize("use", USES)
def test_using_the_vm_again_from_inside(vm: VM, use: str) -> None:
    vm.expose(lambda: bool(USES[use](vm)), "again")
    for run in (vm.run, lambda source: vm.start(source).result()):
        result = run("again()")
        assert isinstance(result.host_exception, VMBusyError), str(result)
    assert vm.eval("1 + 1") == 2


def test_waiting_for_the_own_run_from_inside(vm: VM) -> None:
    # It would wait for itself.
    handed = threading.Event()

    @vm.expose
    def wait() -> None:
        assert handed.wait(PATIENCE)
        handle.result()

    handle = vm.start("wait()", limits=FREE)
    handed.set()
    result = handle.result(PATIENCE)
    assert isinstance(result.host_exception, VMBusyError)


def test_running_another_vm_from_inside(vm: VM) -> None:
    with VM() as other:

        def vm_is_busy(x: int) -> int:
            with pytest.raises(VMBusyError):
                vm.eval("1")
            return x + 1

        other.expose(vm_is_busy, "check")
        vm.expose(lambda x: other.eval(f"check({x}) * 2"), "ask")
        assert vm.eval("ask(20)") == 42


def test_interrupting_from_inside(vm: VM) -> None:
    vm.expose(vm.interrupt, "stop")
    result = vm.run("stop()\nwhile True: pass", limits=FREE)
    assert result.status is Status.INTERRUPTED
    result = vm.run("try:\n    stop()\nexcept:\n    pass\nprint('went on')", limits=FREE)
    assert (result.status, result.stdout) == (Status.INTERRUPTED, "")
    assert vm.eval("1 + 1") == 2


def test_a_function_that_blocks_delays_a_stop_but_cannot_dodge_it(vm: VM) -> None:
    entered, leave = threading.Event(), threading.Event()

    @vm.expose
    def block() -> None:
        entered.set()
        assert leave.wait(PATIENCE)

    handle = vm.start("block()\nprint('went on')", limits=FREE)
    assert entered.wait(PATIENCE)
    assert handle.interrupt()
    with pytest.raises(TimeoutError):
        handle.result(0.05)
    leave.set()
    result = handle.result(PATIENCE)
    assert (result.status, result.stdout) == (Status.INTERRUPTED, "")


def test_a_function_that_outlives_the_wall_time(vm: VM) -> None:
    vm.expose(lambda: time.sleep(0.2), "nap")
    result = vm.run("nap()\nprint('went on')", limits=Limits(wall_time=0.1))
    assert (result.status, result.stdout) == (Status.WALL_TIME, "")


def test_the_hosts_time_is_not_the_scripts() -> None:
    def work() -> None:
        end = time.thread_time() + 0.15
        while time.thread_time() < end:
            pass

    with VM(count_host_time=False) as vm:
        vm.expose(work)
        limits = Limits(cpu_time=0.1, wall_time=0.1)
        result = vm.run("work()\nprint('went on')", limits=limits)
        assert (result.status, result.stdout) == (Status.OK, "went on\n"), str(result)
        assert result.usage.cpu_time < 0.1
        assert vm.run("work()\nwhile True: pass", limits=limits).status.is_limit
    with VM() as vm:
        vm.expose(work)
        result = vm.run("work()\nprint('went on')", limits=Limits(cpu_time=0.1))
        assert result.status is Status.OK, str(result)


def test_one_function_from_many_vms() -> None:
    calls: list[int] = []

    def note(x: int) -> int:
        calls.append(x)
        return x

    def use(number: int) -> None:
        with VM(limits=Limits(memory="8MiB")) as vm:
            vm.expose(note)
            vm.run(f"for i in range(200): note({number})").check()

    threads = [threading.Thread(target=use, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sorted(calls) == sorted(list(range(8)) * 200)


def test_a_function_that_a_script_has_damaged(vm: VM) -> None:
    vm.expose(plain)
    for damage in (
        "plain.__name__ = 5",
        "plain.x = 1",
        "del plain",
        "import builtins\ndel builtins.plain",
    ):
        vm.run(damage)
        assert vm.run("1 + 1").value == 2
        vm.reset()
        assert vm.run("plain(1)").value == [1, 2, 3]


def test_a_function_called_a_lot_leaves_nothing(vm: VM) -> None:
    vm.expose(lambda x: x, "same")
    vm.expose(raising(OwnError("no")), "fail")
    vm.run("for i in range(10000): same([i, 'text'])").check()
    result = vm.run("for i in range(2000):\n    try: fail()\n    except RuntimeError: pass")
    assert result.status is Status.OK
    assert len(vm._table._errors) <= 16  # the host's exceptions are not hoarded


def test_ctrl_c_while_a_function_runs(vm: VM) -> None:
    @vm.expose
    def hit() -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        vm.run("hit()\nwhile True: pass", limits=FREE)
    assert vm.eval("1 + 1") == 2


def test_an_async_function_without_a_loop(vm: VM) -> None:
    async def later() -> int:
        return 1

    vm.expose(later)
    result = vm.run("later()")
    assert result.error is not None
    assert "needs run_async()" in result.error.message


_TRACED = """
import sys, threading, trace
import pkhost

def host(n):
    doubled = n * 2
    return doubled

def main():
    with pkhost.VM() as vm:
        vm.expose(host)
        vm.run("for i in range(3): host(i)").check()

if __name__ == "__main__":
    tracer = trace.Trace(count=1, trace=0)
    tracer.runctx("main()", globals())
    counts = {line: n for (file, line), n in tracer.results().counts.items() if file == __file__}
    print(counts.get(6), counts.get(7))
"""


def test_tools_that_watch_lines_see_the_hosts_functions(tmp_path: Path) -> None:
    """Coverage, profilers and debuggers are installed on new threads by threading's hooks."""
    path = tmp_path / "traced.py"
    path.write_text(child_code(_TRACED))
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("3 3\n", "")


_PROFILED = """
import threading
import pkhost

seen = []

def host():
    return 1

def profile(frame, event, argument):
    if event == "call" and frame.f_code is host.__code__:
        seen.append(threading.get_ident() != threading.main_thread().ident)

threading.setprofile(profile)
with pkhost.VM() as vm:
    vm.expose(host)
    print(vm.eval("host() + host()"), seen)
"""


@pytest.mark.home("thread", reason="a process's functions are called by the thread that waits")
def test_a_profiler_sees_the_hosts_functions(tmp_path: Path) -> None:
    path = tmp_path / "profiled.py"
    path.write_text(child_code(_PROFILED))
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("2 [True, True]\n", "")
