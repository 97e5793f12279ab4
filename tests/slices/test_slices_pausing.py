"""A script can be paused anywhere, and goes on as if nothing had been."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

import pytest

from pkhost import VM, Interrupted, MisuseError, Status, VMBusyError
from slices_helpers import COUNTED, FREE, PATIENCE

LOOP = "n = 0\nwhile True: n += 1"

# Each calls hold() in another kind of place; what else it prints tells whether all went well.
PLACES = {
    "module": """
hold()
print('end')
""",
    "function": """
def f(n):
    hold()
    return n
print(f(3))
""",
    "sort key": """
print(sorted([3, 1, 2], key=lambda v: hold() or v))
""",
    "sort method": """
x = [3, 1, 2]
x.sort(key=lambda v: hold() or -v)
print(x)
""",
    "__lt__": """
class A:
    def __init__(self, n): self.n = n
    def __lt__(self, other):
        hold()
        return self.n < other.n
print([a.n for a in sorted([A(3), A(1), A(2)])])
""",
    "generator": """
def g():
    for i in range(3):
        hold()
        yield i
print(list(g()), sum(g()))
""",
    "generators in a loop": """
def g():
    for i in range(3):
        hold()
        yield i
for a in g():
    for b in g(): print(a, b)
""",
    "comprehension": """
print([hold() or i for i in range(3)], {i: hold() for i in range(2)})
""",
    "map": """
print(list(map(lambda v: hold() or v, [1, 2])))
""",
    "__repr__": """
class A:
    def __repr__(self):
        hold()
        return 'A'
print([A(), A()])
""",
    "__hash__ and __eq__": """
class A:
    def __hash__(self):
        hold()
        return 1
    def __eq__(self, other):
        hold()
        return True
    def __ne__(self, other): return False
d = {A(): 1}
d[A()] = 2
print(len(d))
""",
    "__init__": """
class A:
    def __init__(self):
        hold()
        self.x = 1
print(A().x)
""",
    "__getattr__": """
class A:
    def __getattr__(self, name):
        hold()
        return name
print(A().b)
""",
    "property": """
class A:
    @property
    def p(self):
        hold()
        return 5
print(A().p)
""",
    "class body": """
class A:
    x = hold()
print(A.x)
""",
    "try and except": """
try:
    hold()
    1 / 0
except ZeroDivisionError:
    hold()
    print('caught')
""",
    "with": """
class C:
    def __enter__(self):
        hold()
        return self
    def __exit__(self, *args):
        hold()
with C() as c:
    hold()
print('out')
""",
    "exec and eval": """
exec('hold(); x = 4')
print(x, eval('hold() or 7'))
""",
    "decorator": """
def d(f):
    hold()
    return f
@d
def f(): return 6
print(f())
""",
    "formatted text": """
class A:
    def __str__(self):
        hold()
        return 'A'
print(f'{A()}')
""",
    "deep": """
def f(n):
    if n == 0:
        hold()
        return 0
    return f(n - 1) + 1
print(f(300))
""",
    "deep in native code": """
class A:
    def __init__(self, n): self.n = n
    def __str__(self):
        if self.n == 0:
            hold()
            return '!'
        return str(A(self.n - 1)) + '.'
print(str(A(150)))
""",
    "imported module": """
import holds
print(holds.x)
""",
}
MODULES = {"holds": "hold()\nx = 9"}


@pytest.mark.parametrize("name", PLACES)
def test_in_every_kind_of_place(name: str) -> None:
    """Pauses lose nothing, whatever native code of PocketPy's is on the way."""
    with VM(modules=MODULES) as vm:
        vm.expose(lambda: None, "hold")
        expected = vm.run(PLACES[name], limits=COUNTED)
    assert expected.ok, str(expected)
    with VM(modules=MODULES) as vm:
        asked = []

        @vm.expose
        def hold() -> None:
            asked.append(run.pause())

        run = vm.start(PLACES[name], limits=COUNTED, paused=True)
        pauses = 0
        while run.step(10**8):
            assert run.paused and run.traceback()
            pauses += 1
        result = run.result(PATIENCE)
    assert asked == [True] * pauses and pauses > 0
    assert (result.stdout, result.usage.steps) == (expected.stdout, expected.usage.steps)


def test_before_it_begins(vm: VM) -> None:
    run = vm.start("print('begun')", paused=True)
    assert run.paused and not run.done()
    assert repr(run) == "<ScriptRun paused>"
    assert run.traceback() == () and run.locals() == {}
    with pytest.raises(TimeoutError):
        run.result(timeout=0)
    assert run.pause() is True
    assert run.resume() is True
    assert run.result(PATIENCE).stdout == "begun\n"


def test_at_once_after_it_was_started(vm: VM) -> None:
    """The pause may come before the worker has looked at the run at all."""
    for _ in range(300):
        run = vm.start(LOOP, limits=FREE)
        assert run.pause() is True
        assert run.paused
        assert run.step(3) is True
        run.interrupt()
        assert run.result(PATIENCE).status is Status.INTERRUPTED


def test_again_and_again(vm: VM) -> None:
    run = vm.start(LOOP, limits=FREE)
    seen = []
    for _ in range(300):
        assert run.pause()
        seen.append(run.locals().get("n", 0))
        assert run.resume()
    run.interrupt()
    assert seen == sorted(seen)
    assert run.result(PATIENCE).status is Status.INTERRUPTED


def test_while_it_ends() -> None:
    """Either it is paused, or it has ended: never both, never neither."""
    with VM() as vm:
        paused = 0
        for _ in range(300):
            run = vm.start("for i in range(40): pass")
            if run.pause():
                assert run.paused and not run.done()
                paused += 1
                run.resume()
            else:
                assert run.done() and not run.paused
            assert run.result(PATIENCE).ok


def test_in_native_code(vm: VM) -> None:
    """It pauses when that is over, and before the next bytecode."""
    begun = threading.Event()
    vm.expose(begun.set, "begun")
    run = vm.start(
        "x = [i * 7919 % 100003 for i in range(100000)]\nbegun()\nx.sort()\ny = 1", limits=FREE
    )
    assert begun.wait(PATIENCE)
    assert run.pause()
    assert "y" not in run.locals()
    run.resume()
    assert run.result(PATIENCE).ok
    assert vm.get("y") == 1


def test_by_a_function_that_the_script_waits_for(vm: VM) -> None:
    """A breakpoint: it returns at once, and the script pauses behind the call."""
    refused = []

    @vm.expose
    def breakpoint_here() -> bool:
        for wait in (run.result, run.step, run.step_line):
            with pytest.raises(VMBusyError):
                wait()
            refused.append(wait)
        assert run.resume() is False
        return run.pause()

    run = vm.start("x = 1\nheld = breakpoint_here()\nx = 2", paused=True)
    assert run.step(10**6) is True
    assert len(refused) == 3
    assert run.locals()["x"] == 1
    assert run.traceback()[-1].line == 2
    assert run.step(10**6) is False
    assert run.result().ok and vm.get("held") is True


def test_by_the_function_that_hears_the_output(vm: VM) -> None:
    asked = []

    def heard(text: str) -> None:
        asked.append(run.pause())
        with pytest.raises(VMBusyError):
            run.result()
        with pytest.raises(VMBusyError):
            run.step()

    run = vm.start("print('a')\n" + LOOP, on_stdout=heard, limits=FREE, paused=True)
    assert run.step(10**12) is True
    assert asked == [True] and run.paused
    run.interrupt()
    assert run.result(PATIENCE).stdout == "a\n"


def test_by_the_function_that_gives_the_input(vm: VM) -> None:
    def ask(printed: str) -> str:
        assert printed == "name? "
        assert run.pause() is True
        assert not run.paused  # it waits for this
        return "Ada\n"

    run = vm.start("name = input('name? ')\nprint(name)", stdin=ask, paused=True)
    assert run.step(10**6) is True
    assert "name" not in run.locals()
    assert run.step(10**6) is False
    assert run.result().stdout == "name? Ada\n"


def test_while_it_waits_for_input(vm: VM) -> None:
    """Another thread answers the script; the pause comes when it has its answer."""
    asked, answer = threading.Event(), threading.Event()

    def ask(_: str) -> str:
        asked.set()
        assert answer.wait(PATIENCE)
        return "5\n"

    run = vm.start("x = int(input())\nprint(x)\nwhile True: pass", stdin=ask, limits=FREE)
    results = []
    waiting = threading.Thread(target=lambda: results.append(run.result(PATIENCE)))
    waiting.start()
    assert asked.wait(PATIENCE)
    pauses: list[bool] = []
    pausing = threading.Thread(target=lambda: pauses.append(run.pause()))
    pausing.start()
    answer.set()
    pausing.join(PATIENCE)
    assert pauses == [True] and run.paused
    assert run.step(1000)
    run.interrupt()
    waiting.join(PATIENCE)
    assert [(r.status, r.stdout) for r in results] == [(Status.INTERRUPTED, "5\n")]


def test_input_in_slices(vm: VM) -> None:
    lines = iter(["1\n", "2\n", ""])
    run = vm.start(
        "n = 0\ntry:\n    while True: n += int(input())\nexcept EOFError: pass\nprint(n)",
        stdin=lambda _: next(lines),
        paused=True,
    )
    while run.step(1):
        pass
    assert run.result().stdout == "3\n"


def test_output_comes_with_the_slice_that_printed_it(vm: VM) -> None:
    heard: list[str] = []
    run = vm.start("for i in range(5): print(i)", on_stdout=heard.append, paused=True)
    while "2" not in "".join(heard):
        assert run.step(1)
    assert "".join(heard).startswith("0\n1\n2") and "3" not in "".join(heard)
    while run.step(1):
        pass
    assert "".join(heard) == run.result().stdout == "0\n1\n2\n3\n4\n"


# ------------------------------------------------------------------------- who waits


def test_result_with_a_timeout_while_it_is_paused(vm: VM) -> None:
    run = vm.start("x = 1", paused=True)
    for timeout in (0, 0.01, -1):
        with pytest.raises(TimeoutError):
            run.result(timeout)
    assert run.paused
    run.resume()
    assert run.result(PATIENCE).ok


def wait_in_result(run: object) -> tuple[threading.Thread, list[object]]:
    """A thread that waits for the result, and is known to."""
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(run.result(PATIENCE)))  # type: ignore[attr-defined]
    thread.start()
    while not waits(thread.ident, "result"):
        pass
    return thread, results


def waits(thread: int | None, function: str) -> bool:
    """Whether a thread waits for the engine, on behalf of a function."""
    frame = sys._current_frames().get(thread or 0)
    if frame is None or frame.f_code.co_name not in ("wait", "wait_resumed"):
        return False
    while frame is not None and frame.f_code.co_name != function:
        frame = frame.f_back
    return frame is not None


@pytest.mark.parametrize("ending", ["resume", "step", "interrupt", "vm.interrupt", "vm.close"])
def test_who_waits_for_a_paused_run_hears_of_its_end(ending: str) -> None:
    with VM() as vm:
        run = vm.start("print('x')", paused=True)
        thread, results = wait_in_result(run)
        if ending == "resume":
            run.resume()
        elif ending == "step":
            while run.step(5):
                pass
        elif ending == "interrupt":
            assert run.interrupt()
        elif ending == "vm.interrupt":
            assert vm.interrupt()
        else:
            vm.close()
        thread.join(PATIENCE)
        [result] = results
        assert result is run.result(0)
        stopped = ending not in ("resume", "step")
        assert result.status is (Status.INTERRUPTED if stopped else Status.OK)  # type: ignore[attr-defined]


def test_many_wait_while_others_pause_and_resume(vm: VM) -> None:
    run = vm.start("for i in range(300000): pass\nprint('end')", limits=FREE)
    results = []
    waiting = [
        threading.Thread(target=lambda: results.append(run.result(PATIENCE))) for _ in range(4)
    ]

    def meddle() -> None:
        while run.pause() or not run.done():
            run.resume()

    meddling = [threading.Thread(target=meddle) for _ in range(2)]
    for thread in waiting + meddling:
        thread.start()
    while not run.done():
        run.resume()
    for thread in waiting + meddling:
        thread.join(PATIENCE)
    assert [r.stdout for r in results] == ["end\n"] * 4


def test_ctrl_c_while_waiting_for_a_paused_run_stops_it(vm: VM) -> None:
    run = vm.start(LOOP, limits=FREE, paused=True)
    main = threading.get_ident()

    def hit() -> None:
        while not waits(main, "result"):
            pass
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=hit)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        run.result(PATIENCE)
    thread.join(PATIENCE)
    assert run.done() and not run.paused
    assert run.result(0).status is Status.INTERRUPTED
    assert vm.run("print(1)").ok


def test_an_error_of_the_hosts_in_a_slice_is_raised_by_step(vm: VM) -> None:
    def heard(_text: str) -> None:
        raise LookupError("no ears")

    run = vm.start("x = 1\nprint(x)\n" + LOOP, on_stdout=heard, limits=FREE, paused=True)
    with pytest.raises(LookupError, match="no ears"):
        while run.step(1):
            pass
    assert run.done()
    assert run.result(0).status is Status.INTERRUPTED
    assert vm.run("x = 2").ok


# ----------------------------------------------------------------------- other requests


def test_a_paused_vm_is_busy() -> None:
    with VM() as vm:
        before = vm.snapshot()
        run = vm.start("x = 1\ny = 2", paused=True)
        assert run.step(1)
        for refused in (
            lambda: vm.run("z = 1"),
            lambda: vm.start("z = 1"),
            lambda: vm.eval("x"),
            lambda: vm.get("x"),
            lambda: vm.set("x", 1),
            lambda: vm.call("f"),
            lambda: vm.expose(len, "f"),
            vm.snapshot,
            lambda: vm.restore(before),
            vm.reset,
        ):
            with pytest.raises(VMBusyError):
                refused()
        assert "running" in repr(vm)
        assert run.step(100) is False and run.result().ok
        assert vm.eval("x + y") == 3


def test_interrupt_of_a_paused_run(vm: VM) -> None:
    for steps in (0, 1, 50):
        run = vm.start(LOOP, limits=COUNTED, paused=True)
        if steps:
            assert run.step(steps)
        assert run.interrupt() is True
        result = run.result(PATIENCE)
        assert result.status is Status.INTERRUPTED and not result.restored
        assert result.usage.steps is not None and result.usage.steps <= steps + 1
        assert run.interrupt() is False
        with pytest.raises(Interrupted):
            result.check()
    assert vm.run("print(n)").ok


def test_an_interrupt_cannot_be_caught_between_slices(vm: VM) -> None:
    source = "while True:\n    try:\n        while True: pass\n    except: pass"
    run = vm.start(source, limits=FREE, paused=True)
    assert run.step(500)
    run.interrupt()
    assert run.result(PATIENCE).status is Status.INTERRUPTED


def test_result_of_a_run_that_nobody_resumes_is_an_error(vm: VM) -> None:
    """At once, and nothing is lost."""
    run = vm.start("n = 0\nwhile n < 100: n += 1\nn", paused=True)
    with pytest.raises(MisuseError, match=r"resume\(\)"):
        run.result()
    assert run.step(10)
    with pytest.raises(MisuseError, match=r"resume\(\)"):
        run.result()
    with pytest.raises(TimeoutError):
        run.result(0.01)
    assert run.paused
    assert run.resume()
    assert run.result(PATIENCE).value == 100


def test_result_waits_for_who_resumes(vm: VM) -> None:
    """A pause while somebody waits already is no error; nor is one with a timeout."""
    go_on = []
    vm.expose(lambda: bool(go_on), "enough")
    run = vm.start("while not enough(): pass\n7", limits=FREE)
    values = []
    waiting = [
        threading.Thread(target=lambda: values.append(run.result().value)),
        threading.Thread(target=lambda: values.append(run.result(PATIENCE).value)),
    ]
    waiting[0].start()
    while not run._turn.lent():  # it has looked whether the run is paused, and waits
        time.sleep(0.001)
    waiting[1].start()
    for _ in range(20):
        assert run.pause()
        assert not values
        assert run.resume()
    assert run.pause()
    late = threading.Thread(target=lambda: values.append(run.result(PATIENCE).value))
    late.start()
    assert not values and run.paused
    go_on.append(True)
    assert run.resume()
    for thread in (*waiting, late):
        thread.join(PATIENCE)
    assert values == [7, 7, 7]
