"""PocketPy's own Python code is no part of a script's traceback, nor of its lines."""

from __future__ import annotations

import pytest

from pkhost import VM, Limits, Status, run_script

CALLS = [
    ("max([])", "ValueError"),
    ("set([1]).remove(5)", "KeyError"),
    ("sorted([1, 'a'])", "TypeError"),
    ("zip(1)", "TypeError"),
    ("from collections import deque; deque([]).pop()", "IndexError"),
    ("import heapq; heapq.heappop([])", "IndexError"),
]


@pytest.mark.parametrize(("call", "error"), CALLS)
def test_the_last_place_is_the_scripts_own_line(call: str, error: str) -> None:
    result = run_script(f"x = 1\n\n{call}")
    assert result.error is not None
    assert result.error.type == error
    assert [(entry.file, entry.line) for entry in result.error.traceback] == [("main.py", 3)]


def test_the_scripts_functions_that_it_calls_back_are_there() -> None:
    result = run_script("def key(x):\n    return 1 // x\n\nprint(max([1, 0], key=key))")
    assert result.error is not None
    assert [(entry.line, entry.function) for entry in result.error.traceback] == [
        (4, None),
        (2, "key"),
    ]


@pytest.mark.parametrize(
    "last", ["set(forever())", "max(range(10**6))", "for i in range(10**6): pass"]
)
def test_where_a_limit_strikes(last: str) -> None:
    """At a bytecode, the script's or the library's, or at an item that native code takes."""
    source = f"def forever():\n    while True: yield 1\n\n{last}"
    with VM() as vm:
        for steps in range(1000, 1040):
            result = vm.run(source, limits=Limits(steps=steps))
            assert result.status is Status.STEPS
            assert result.error is not None
            assert {entry.file for entry in result.error.traceback} == {"main.py"}, steps
            assert result.error.traceback[0].line == 4


def test_a_module_of_the_hosts_with_such_a_file_name_is_not_hidden() -> None:
    result = run_script("1 // 0", filename="collections.py")
    assert result.error is not None
    assert [entry.file for entry in result.error.traceback] == ["collections.py"]


def test_a_run_by_lines_does_not_walk_in_the_library() -> None:
    source = (
        "from collections import deque\n"
        "a = max([1, 3, 2])\n"
        "b = set([a, 4])\n"
        "c = deque([1]); c.append(2)\n"
        "d = 5"
    )
    with VM() as vm:
        run = vm.start(source, paused=True)
        lines = []
        while run.step_line():
            [entry] = run.traceback()
            assert entry.file == "main.py"
            lines.append(entry.line)
        assert run.result().ok
    assert lines == [1, 2, 3, 4, 5]


def test_a_look_inside_of_a_builtin_shows_the_scripts_own_variables() -> None:
    with VM() as vm:
        run = vm.start("mine = 7\nmax([3] * 100, key=lambda x: x)", paused=True)
        seen_inside = 0
        while run.step(1):
            places = run.traceback()
            assert {entry.file for entry in places} <= {"main.py"}
            if places and places[-1].line == 2 and places[-1].function is None:
                seen_inside += 1
                assert run.locals() == {"mine": 7}
        assert run.result().ok
    # Most steps of that line are in the function max, which is written in Python.
    assert seen_inside > 100
