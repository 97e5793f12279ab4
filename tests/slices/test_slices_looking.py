"""Lines, places and variables of a paused script; a look leaves no trace."""

from __future__ import annotations

import threading

import pytest

from pkhost import VM, Limits, Policy, TracebackEntry
from pkhost.scripts.run import ScriptRun
from slices_helpers import COUNTED, PATIENCE, SCRIPTS, outcome, whole


def lines_of(run: ScriptRun) -> list[tuple[str, int]]:
    """Where the script is at each of its lines: the function, and the line."""
    lines = []
    while run.step_line():
        place = run.traceback()[-1]
        lines.append((place.function or "", place.line))
    return lines


PATHS: dict[str, tuple[str, list[tuple[str, int]]]] = {
    "straight": ("x = 1\ny = 2\n\nz = 3", [("", 1), ("", 2), ("", 4)]),
    "function": (
        "def f(n):\n    half = n // 2\n    return half\nx = f(8)\ny = 1",
        [("", 1), ("", 4), ("f", 2), ("f", 3), ("", 4), ("", 5)],
    ),
    "loop": (
        "for i in range(2):\n    x = i\ny = 1",
        [("", 1), ("", 2), ("", 1), ("", 2), ("", 1), ("", 3)],
    ),
    "branches": ("if 1 > 2:\n    x = 1\nelse:\n    x = 2\ny = 3", [("", 1), ("", 4), ("", 5)]),
    "exception": (
        "def f():\n    raise ValueError(1)\ntry:\n    f()\nexcept ValueError:\n    x = 1",
        # Between the raise and the handler it is in the call that failed, for a moment.
        [("", 1), ("", 3), ("", 4), ("f", 2), ("", 4), ("", 5), ("", 6)],
    ),
    "generator": (
        "def g():\n    yield 1\n    yield 2\nfor x in g():\n    y = x",
        [
            *[("", 1), ("", 4), ("g", 2), ("", 4), ("", 5), ("", 4), ("g", 2), ("g", 3), ("", 4)],
            *[("", 5), ("", 4), ("g", 3)],  # it goes on where it yielded; then nothing is left
        ],
    ),
    "recursion": (
        "def f(n):\n    if n:\n        f(n - 1)\nf(1)",
        [("", 1), ("", 4), ("f", 2), ("f", 3), ("f", 2), ("f", 3), ("", 4)],
    ),
}


@pytest.mark.parametrize("name", PATHS)
def test_lines(vm: VM, name: str) -> None:
    source, expected = PATHS[name]
    assert lines_of(vm.start(source, paused=True)) == expected


def test_lines_of_other_modules() -> None:
    with VM(modules={"shapes": "def area(a, b):\n    size = a * b\n    return size"}) as vm:
        run = vm.start("import shapes\nshapes.area(2, 3)", paused=True)
        places = []
        while run.step_line():
            place = run.traceback()[-1]
            places.append((place.file.rsplit("/", 1)[-1], place.line))
    assert ("shapes.py", 2) in places and places[0] == ("main.py", 1)


@pytest.mark.parametrize("name", SCRIPTS)
def test_lines_change_nothing(name: str) -> None:
    with VM(limits=COUNTED) as vm:
        run = vm.start(SCRIPTS[name], paused=True)
        while run.step_line():
            pass
        assert outcome(run.result(PATIENCE)) == outcome(whole(SCRIPTS[name]))


def test_by_lines_and_by_steps_in_turn(vm: VM) -> None:
    run = vm.start("x = 1\nfor i in range(100):\n    x += i\nprint(x)", limits=COUNTED, paused=True)
    while run.step_line() and run.step(7) and run.step(1):
        pass
    assert run.result(PATIENCE).stdout == "4951\n"


def test_resume_after_a_line_does_not_stop_at_the_next(vm: VM) -> None:
    run = vm.start("x = 1\ny = 2\nz = 3", paused=True)
    assert run.step_line() and run.step_line()
    run.resume()
    assert run.result(PATIENCE).ok


def test_traceback(vm: VM) -> None:
    source = "def f(n):\n    return g(n)\ndef g(n):\n    return n + 1\nx = f(1)"
    run = vm.start(source, "game.py", paused=True)
    while run.step_line() and run.traceback()[-1].function != "g":
        pass
    assert run.traceback() == (
        TracebackEntry("game.py", 5, None, "x = f(1)"),
        TracebackEntry("game.py", 2, "f", "return g(n)"),
        TracebackEntry("game.py", 4, "g", "return n + 1"),
    )
    run.resume()
    run.result(PATIENCE)
    assert run.traceback() == () and run.locals() == {}


def at_its_end(vm: VM, source: str) -> ScriptRun:
    """Paused at its last line, which is `end`."""
    run = vm.start(source + "\nend = 0", paused=True, limits=COUNTED)
    last = source.count("\n") + 2
    while run.step_line() and run.traceback()[-1].line != last:
        pass
    assert run.paused
    return run


def test_variables_of_a_function(vm: VM) -> None:
    source = "def f(a, b, *rest, **named):\n    c = [a, b]\n    return c\nf(1, 5, 6, z=7)"
    run = vm.start(source, paused=True)
    while run.step_line() and run.traceback()[-1].line != 3:
        pass
    assert run.locals() == {"a": 1, "b": 5, "rest": (6,), "named": {"z": 7}, "c": [1, 5]}
    run.interrupt()


def test_variables_of_the_script(vm: VM) -> None:
    run = at_its_end(vm, "a = 1\nb = 'text'\nc = {'k': (1, None)}\n__hidden = 3\n_shown = 4")
    assert run.locals() == {"a": 1, "b": "text", "c": {"k": (1, None)}, "_shown": 4}
    run.interrupt()


HARD_TO_SHOW = {
    "object()": "<object>",
    "len": "<builtin_function_or_method>",
    "print": "<builtin_function_or_method>",
    "lambda: 1": "<function>",
    "float('nan')": "<float>",
    "type(3)": "<type>",
    "'\\xff'.encode()": b"\xc3\xbf",
    "[1, object()]": "<list>",
    "list(range(10001))": "<list>",
    "list(range(5000))": list(range(5000)),
    "'x' * 2000000": "<str>",
    "'x' * 1000": "x" * 1000,
    "cycle()": "<list>",
    "bomb()": "<list>",
    "deep()": "<list>",
    "colliding()": "<dict>",
    "Spy()": "<Spy>",
    "generate()": "<generator>",
}
HELPERS = """
def cycle():
    a = [1]
    a.append(a)
    return a
def bomb():
    a = [1]
    for i in range(60): a = [a, a]
    return a
def deep():
    a = []
    for i in range(500): a = [a]
    return a
def colliding():
    return {2.0 ** (61 * (k % 17)) * (2 ** (k % 3)): k for k in range(1000)} and broken()
def broken():
    d = {}
    for k in range(3000): d[(k * (2 ** 61 - 1))] = k
    return d
def generate():
    yield 1
class Spy:
    def __repr__(self): print('repr ran')
    def __getattr__(self, name): print('getattr ran')
    def __len__(self): print('len ran')
    def __iter__(self): print('iter ran')
    def __hash__(self): print('hash ran')
"""


@pytest.mark.parametrize("expression", HARD_TO_SHOW)
def test_values_that_cannot_leave_are_named_by_their_type(vm: VM, expression: str) -> None:
    run = at_its_end(vm, HELPERS + f"x = {expression}")
    shown = run.locals()["x"]
    if expression != "colliding()":
        assert shown == HARD_TO_SHOW[expression]
    else:
        assert shown == "<dict>" or len(shown) == 3000
    run.resume()
    assert run.result(PATIENCE).stdout == ""  # nothing of the script's was run for it


def test_there_is_an_end_to_what_is_shown(vm: VM) -> None:
    run = at_its_end(vm, "for i in range(3000): globals()['v' + str(i)] = 'x' * 10000\ndel i")
    shown = run.locals()
    assert 0 < len(shown) <= 1000
    assert sum(map(len, shown.values())) < 8 << 20  # type: ignore[arg-type]
    run.interrupt()


def test_near_the_limit_of_memory() -> None:
    """A look needs none of the script's memory."""
    with VM(limits=Limits(memory="4MiB", steps=10**8)) as vm:
        run = vm.start(
            "k = 0\nd = []\nwhile True:\n    d.append('x' * 100)\n    k += 1", paused=True
        )
        seen = 0
        while run.step(20_000):
            seen = run.locals()["k"]
            assert isinstance(seen, int) and run.traceback()
        result = run.result(PATIENCE)
    assert seen > 1000 and result.status.name == "MEMORY"


def test_names_of_any_kind(vm: VM) -> None:
    run = at_its_end(vm, "globals()['größe'] = 1\nglobals()['not a name'] = 2\nglobals()[''] = 3")
    shown = run.locals()
    assert shown["größe"] == 1 and shown["not a name"] == 2
    run.interrupt()


@pytest.mark.parametrize("name", SCRIPTS)
def test_looking_leaves_no_trace(name: str) -> None:
    """Steps, peak, value, output and what is in use afterwards are those of a run unseen."""
    seen, unseen = [], []
    for looks, into in ((True, seen), (False, unseen)):
        with VM(limits=COUNTED) as vm:
            run = vm.start(SCRIPTS[name], paused=True)
            while run.step(40):
                into.append(vm.memory_in_use)
                if looks:
                    run.locals()
                    run.traceback()
                    assert vm.memory_in_use == into[-1]
            into.extend([*outcome(run.result(PATIENCE)), vm.memory_in_use])
            assert vm._engine_vm is not None and vm._engine_vm.check_memory() is None
    assert seen == unseen


def test_ids_and_hashes_after_a_look(vm: VM) -> None:
    source = (
        "class A: pass\na = [A() for i in range(20)]\nprint([id(x) for x in a], hash('q'), A())"
    )
    expected = whole(source).stdout
    run = vm.start(source, limits=COUNTED, paused=True)
    while run.step(11):
        run.locals()
    assert run.result(PATIENCE).stdout == expected


def test_many_look_while_it_is_stepped(vm: VM) -> None:
    """What they get is theirs: whole, and of one moment."""
    run = vm.start(
        "a = 0\nb = 0\nwhile True:\n    b = a\n    a = a + 1", limits=COUNTED, paused=True
    )
    assert run.step(100)
    stop = threading.Event()
    wrong: list[object] = []

    def look() -> None:
        while not stop.is_set():
            try:
                shown = run.locals()
                if shown and not 0 <= shown["a"] - shown["b"] <= 1:
                    wrong.append(shown)
                for place in run.traceback():
                    if place.file != "main.py":
                        wrong.append(place)
            except BaseException as error:
                wrong.append(error)
                return

    lookers = [threading.Thread(target=look) for _ in range(4)]
    for looker in lookers:
        looker.start()
    for _ in range(1000):
        run.step(13)
    run.interrupt()
    run.result(PATIENCE)
    stop.set()
    for looker in lookers:
        looker.join(PATIENCE)
    assert not wrong


def test_a_damaged_vm_can_be_looked_at() -> None:
    """What is wild in it ends the run, not the host."""
    with VM(limits=COUNTED, policy=Policy.open()) as vm:
        run = at_its_end(
            vm,
            "import stdc\nx = [1, 2]\nfor k in range(0, 4096, 8): y = k\n",
        )
        assert run.locals()["x"] == [1, 2]
        run.interrupt()
