"""A simple function of the host's is called without its detour: to a script it is the same."""

from __future__ import annotations

import gc
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkhost import VM, ScriptError, Status, VMBusyError

PATIENCE = 30.0

SIMPLE: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.integers(-200, 200),
    st.floats(allow_nan=False),
    st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=40),
    st.sampled_from(["x" * 31, "x" * 32, "é" * 2040, "x" * 4096, "x" * 100_000]),
)
OTHERS = st.one_of(
    st.binary(max_size=9), st.lists(SIMPLE, max_size=3), st.tuples(SIMPLE), st.just({"a": 1.5})
)


class Both:
    """A function under two names, one of which is not called directly."""

    def __init__(self) -> None:
        self.vm = VM()
        self.given: list[Any] = []
        self.answer: Callable[[], Any] = lambda: None

        def function(a: Any, b: Any = ..., c: Any = 7) -> Any:
            self.given.append((a, b, c))
            return self.answer()

        self.vm.expose(function, name="short")
        self.vm.expose(function, name="long")
        assert self.vm._table.direct == [function, function]
        self.vm._table.direct[1] = None
        # A thread's first call is not direct.
        self.vm.run("short(1)")

    def outcomes(self, call: str, **inputs: Any) -> list[Any]:
        seen = []
        for name in ("short", "long"):
            self.given.clear()
            result = self.vm.run(f"{name}{call}", inputs=inputs)
            error = result.error and (result.error.type, result.error.message)
            seen.append(
                (result.status, repr(result.value), error, repr(self.given), result.usage.steps)
            )
        return seen


@pytest.fixture(scope="module")
def both() -> Both:
    return Both()


@given(SIMPLE | OTHERS, SIMPLE, SIMPLE | OTHERS)
def test_every_value_is_the_same_both_ways(both: Both, a: Any, b: Any, answer: Any) -> None:
    both.answer = lambda: answer
    short, long = both.outcomes("(a, b)", a=a, b=b)
    assert short == long
    assert short[0] is Status.OK
    assert short[1] == repr(answer)
    assert short[3] == repr([(a, b, 7)])


@pytest.mark.parametrize("call", ["(1)", "(1, c=3)", "(1, ..., 3)", "(b=1)", "()", "(1, 2, 3, 4)"])
def test_defaults(both: Both, call: str) -> None:
    both.answer = lambda: "said"
    short, long = both.outcomes(call)
    assert short[:2] == long[:2]
    assert short[3:] == long[3:]


@pytest.mark.parametrize(
    "answer",
    [
        2**63,
        -(2**63) - 1,
        10**40,
        float("nan"),
        "\ud800",
        object(),
        b"\xff",
        type("I", (int,), {})(5),
    ],
    ids=["2**63", "-2**63-1", "10**40", "nan", "surrogate", "object", "bytes", "int's-child"],
)
def test_answers_beyond_what_can_enter(both: Both, answer: Any) -> None:
    both.answer = lambda: answer
    short, long = both.outcomes("(1)")
    assert short == long


@pytest.mark.parametrize("size", [4085, 4089, 4090, 4091, 4096, 4097, 70_000])
def test_text_around_the_room_for_an_answer(both: Both, size: int) -> None:
    both.answer = lambda: "é" + "x" * (size - 2)
    short, long = both.outcomes("(1)")
    assert short == long
    assert short[1] == repr("é" + "x" * (size - 2))


def test_the_most_arguments() -> None:
    vm = VM()
    names = [f"a{i}" for i in range(18)]
    for count in (15, 16, 18):
        some = ", ".join(names[:count])
        namespace: dict[str, Any] = {}
        exec(f"def f{count}({some}): return [{some}]", namespace)
        vm.expose(namespace[f"f{count}"])
        numbers = list(range(count))
        for _ in range(2):
            assert vm.eval(f"f{count}(*{numbers})") == numbers


def test_an_exception_is_the_hosts_own_with_its_traceback() -> None:
    vm = VM()
    raised = KeyError("no such thing")

    @vm.expose
    def fail(n: int) -> None:
        raise raised

    vm.run("try: fail(0)\nexcept KeyError: pass")
    with pytest.raises(ScriptError) as caught:
        vm.run("fail(1)").check()
    assert caught.value.result.host_exception is raised
    assert "fail" in [frame.name for frame in traceback.extract_tb(raised.__traceback__)]
    assert vm.run("try: fail(1)\nexcept KeyError as e: print('caught', e)").ok


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit])
def test_what_is_no_exception_stops_the_script_and_arrives(kind: type[BaseException]) -> None:
    vm = VM()

    @vm.expose
    def leave(n: int) -> None:
        if n > 0:
            raise kind("now")

    vm.run("leave(0)")
    with pytest.raises(kind, match="now"):
        vm.run("leave(0)\ntry: leave(1)\nexcept BaseException: pass\nn = 5")
    assert vm.eval("'n' in globals()") is False


def test_an_exception_without_a_text() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError("not even this")

    vm = VM()

    @vm.expose
    def fail(n: int) -> None:
        raise Mute

    vm.run("try: fail(0)\nexcept Exception: pass")
    error = vm.run("fail(1)").error
    assert error is not None
    assert "its text cannot be had" in error.message


def test_functions_of_every_kind() -> None:
    class Counter:
        def __init__(self) -> None:
            self.n = 0

        def count(self, by: int) -> int:
            self.n += by
            return self.n

        @staticmethod
        def twice(n: int) -> int:
            return 2 * n

        def __call__(self, n: int) -> str:
            return f"called with {n}"

    counter = Counter()
    vm = VM()
    vm.expose(counter.count)
    vm.expose(Counter.twice)
    vm.expose(counter, name="counter")
    vm.expose(abs)
    vm.expose(lambda n: n + 1, name="next_of")
    for _ in range(2):
        counter.n = 0
        assert vm.eval("[count(2), count(3), twice(4), counter(5), abs(-6), next_of(6)]") == [
            2, 5, 8, "called with 5", 6, 7,
        ]  # fmt: skip


def test_reentry_is_refused_only_where_it_would_hang() -> None:
    vm, other = VM(), VM()

    @vm.expose
    def inside(n: int) -> str:
        assert other.eval("1 + 1") == 2
        with pytest.raises(VMBusyError, match="a function that its script waits for"):
            vm.eval("1")
        with pytest.raises(VMBusyError, match="a function that its script waits for"):
            vm.close()
        return "refused"

    for _ in range(2):
        assert vm.eval("inside(1)") == "refused"
    assert vm.eval("1") == 1


def test_a_function_lets_go_of_its_vm() -> None:
    """The list of functions goes while one of them runs."""
    for rounds in range(6):
        holder = [VM()]
        gone = threading.Event()

        def let_go(n: int, holder: list[VM] = holder) -> int:
            holder.clear()
            gc.collect()
            return n

        vm = holder[0]
        vm.expose(let_go)
        vm.run("let_go(1)")
        holder.append(vm)
        weakref.finalize(vm._engine_vm, gone.set)
        run = vm.start("let_go(1)\nwhile True: pass" if rounds % 2 else "let_go(1)\nlet_go(2)")
        del vm, run
        assert gone.wait(30)


def test_a_vm_in_a_cycle_with_its_function_is_collected() -> None:
    def make() -> weakref.ref[VM]:
        vm = VM()
        vm.expose(lambda n: vm.memory_in_use + n, name="memory")
        assert vm.run("memory(1); memory(2)").ok
        return weakref.ref(vm)

    gone = make()
    end = time.monotonic() + PATIENCE
    while gone() is not None:  # a thread that has just run it may not have let go yet
        gc.collect()
        assert time.monotonic() < end


def test_no_reference_is_lost_or_kept() -> None:
    vm = VM()
    text, number = "a text of its own " * 3, 12345678901
    box: list[Any] = [text, number, None]

    def give(i: int, s: str, x: float) -> Any:
        return box[i]

    def fail(s: str) -> None:
        raise ValueError(s)

    vm.expose(give)
    vm.expose(fail)
    source = (
        "for i in range(500):\n"
        "  give(i % 3, 'text', 1.5)\n"
        "  try: fail('no')\n"
        "  except ValueError: pass\n"
    )
    vm.run(source)
    counted = (text, number, None, give, fail, True)
    before = [sys.getrefcount(x) for x in counted]
    for _ in range(4):
        vm.run(source).check()
    after = [sys.getrefcount(x) for x in counted]
    # None and True have other users, too.
    assert all(abs(b - a) < 100 for a, b in zip(after, before, strict=True))


def test_from_many_threads() -> None:
    total = [0]
    lock = threading.Lock()

    def add(n: int) -> int:
        with lock:
            total[0] += n
        return n

    def work() -> None:
        vm = VM()
        vm.expose(add)
        assert vm.run("s = 0\nfor i in range(1000): s += add(1)\nassert s == 1000").ok

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total[0] == 8000
