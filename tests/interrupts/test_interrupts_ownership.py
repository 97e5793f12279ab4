"""Stocks, leases and cleanups on their own: order, ends, forks, cycles, failures."""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
import threading
import time
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from interrupts_helpers import At
from pkhost._ownership import Cleanup, Stock

PATIENCE = 30.0


class Thing:
    def __init__(self, name: str = "thing") -> None:
        self.name = name


def refuse(why: str) -> None:
    if why != "wait":
        raise LookupError(why)


@pytest.fixture
def unraisable(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What was reported as unraisable."""
    seen: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", seen.append)
    return seen


def test_the_thing_that_came_back_last_is_had_first() -> None:
    stock = Stock("ab")
    with stock.lease() as first, stock.lease() as second:
        assert (first, second) == ("b", "a")
        assert stock.things() == stock.lent() == ["b", "a"]
    assert stock.lent() == [] and stock.things() == ["a", "b"]


def test_who_waits_gets_things_in_order() -> None:
    stock: Stock[int] = Stock([1])
    order: list[int] = []

    def use(number: int) -> None:
        with stock.lease():
            order.append(number)

    threads = [threading.Thread(target=use, args=(number,)) for number in range(5)]
    with stock.lease():
        for number, thread in enumerate(threads, 1):
            thread.start()
            while stock.waiting < number:
                os.sched_yield()
    for thread in threads:
        thread.join(PATIENCE)
    assert order == [0, 1, 2, 3, 4] and stock.things() == [1]


@pytest.mark.parametrize("timeout", [0, 0.01])
def test_a_timeout_is_busy(timeout: float) -> None:
    stock: Stock[int] = Stock([1])
    with stock.lease():
        with (
            pytest.raises(LookupError, match="busy"),
            stock.lease(timeout=timeout, unavailable=refuse),
        ):
            raise AssertionError
        assert stock.waiting == 0


def test_closing_ends_waits_and_drops_what_comes_back() -> None:
    stock = Stock([Thing()])
    errors: list[str] = []

    def wait() -> None:
        try:
            with stock.lease(unavailable=refuse):
                raise AssertionError
        except LookupError as error:
            errors.append(str(error))

    thread = threading.Thread(target=wait)
    with stock.lease() as thing:
        thread.start()
        while not stock.waiting:
            os.sched_yield()
        stock.close()
        thread.join(PATIENCE)
        gone = weakref.ref(thing)
        del thing
        assert stock.lent() == [gone()]
    assert errors == ["closed"] and gone() is None and stock.things() == []


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_begin_raises_ends_nothing(error: type[BaseException]) -> None:
    stock: Stock[int] = Stock([1])
    ended: list[int] = []

    def begin(_: int) -> int:
        raise error

    def end(thing: int) -> int:
        ended.append(thing)
        return thing

    with pytest.raises(error), stock.lease(begin=begin, end=end):
        raise AssertionError
    assert stock.things() == [1] and ended == []


def test_what_end_raises_leaves_the_thing_in_the_stock() -> None:
    stock: Stock[int] = Stock([1])

    def end(_: int) -> int:
        raise ValueError("end")

    with pytest.raises(ValueError, match="end"), stock.lease(end=end):
        pass
    assert stock.things() == [1]


def test_a_lease_that_is_given_back_by_its_own_end_goes_back_once() -> None:
    """What end() is given lives as long as the call, also if the lease lets go of it."""
    stock = Stock([Thing()])
    names: list[str] = []

    def end(thing: Thing) -> Thing:
        if not names:
            names.append("")
            lease.__exit__(None, None, None)
            raise KeyboardInterrupt
        names.append(thing.name)
        return Thing(f"new {len(names)}")

    lease = stock.lease(end=end)
    with pytest.raises(KeyboardInterrupt), lease:
        pass
    assert names == ["", "thing"]
    assert [thing.name for thing in stock.things()] == ["new 2"]


def calls_until_it_goes_through(times: int) -> tuple[list[int], Callable[[], None]]:
    calls: list[int] = []

    def function() -> None:
        calls.append(1)
        if len(calls) <= times:
            raise KeyboardInterrupt

    return calls, function


@pytest.mark.parametrize(("times", "expected"), [(0, 1), (3, 4), (99, 100), (100, 100), (500, 100)])
def test_a_cleanup_is_called_until_it_has_gone_through(times: int, expected: int) -> None:
    calls, function = calls_until_it_goes_through(times)
    try:
        with Cleanup(function):
            pass
    except KeyboardInterrupt:
        assert times > 0
    else:
        assert times == 0
    assert len(calls) == expected


def test_a_cleanup_of_a_block_that_is_thrown_away_is_called() -> None:
    calls, function = calls_until_it_goes_through(0)

    def block() -> Iterator[None]:
        with Cleanup(function, only_on_failure=True):
            yield

    running = block()
    next(running)
    del running
    assert len(calls) == 1


class Cycle:
    """Keeps something alive until the garbage collector comes."""

    def __init__(self, kept: object) -> None:
        self.kept, self.me = kept, self


def test_a_lease_in_a_cycle_gives_a_whole_thing_back() -> None:
    """The collector takes apart what nobody else has: not before it went back."""
    gc.collect()
    gc.disable()
    try:
        for _ in range(20):
            stock = Stock([Thing()])
            ended: list[str] = []

            def end(thing: Thing, ended: list[str] = ended) -> Thing:
                ended.append(thing.name)
                return thing

            lease = stock.lease(end=end)
            lease.__enter__()
            Cycle(lease)
            del lease, end
            gc.collect()
            assert [thing.name for thing in stock.things()] == ended == ["thing"]
            del stock
    finally:
        gc.enable()


def test_a_cleanup_in_a_cycle_finds_everything_whole(unraisable: list[Any]) -> None:
    gc.collect()
    names: list[str] = []
    for _ in range(20):
        thing = Thing()
        cleanup = Cleanup(lambda thing=thing: names.append(thing.name))
        cleanup.__enter__()
        thing.cycle = Cycle((cleanup, thing))  # type: ignore[attr-defined]
        del thing, cleanup
        gc.collect()
    assert names == ["thing"] * 20 and unraisable == []


def test_a_stock_in_a_cycle_with_its_things_goes() -> None:
    thing = Thing()
    thing.stock = Stock([thing])  # type: ignore[attr-defined]
    gone = weakref.ref(thing)
    del thing
    gc.collect()
    assert gone() is None


def test_the_first_whose_event_loop_lives_gets_the_thing() -> None:
    stock: Stock[int] = Stock([1])
    granted: list[int] = []

    def closed() -> None:
        raise RuntimeError("Event loop is closed")

    dead, alive = stock.lease(), stock.lease()
    with stock.lease():
        assert not dead.request(closed)
        assert not alive.request(lambda: granted.append(1))
    assert granted == [1] and stock.waiting == 0
    assert alive.begin() == 1
    with pytest.raises(RuntimeError):
        dead.begin()
    alive.__exit__(None, None, None)
    assert stock.things() == [1]


def test_an_event_loop_that_ends_while_it_is_told_raises_nothing_elsewhere() -> None:
    stock: Stock[int] = Stock([1])

    def closed() -> None:
        lease.__exit__(None, None, None)
        raise RuntimeError("Event loop is closed")

    lease = stock.lease()
    with stock.lease():
        assert not lease.request(closed)
    assert stock.things() == [1] and stock.lent() == []


def test_closing_tells_all_who_wait_whatever_a_handler_raises() -> None:
    stock: Stock[int] = Stock([1])
    told: list[int] = []

    def first() -> None:
        told.append(1)
        raise KeyboardInterrupt

    one, other = stock.lease(), stock.lease()
    with stock.lease():
        one.request(first)
        other.request(lambda: told.append(2))
        with pytest.raises(KeyboardInterrupt):
            stock.close()
    assert told == [1] * 100 + [2] and stock.waiting == 0


def test_a_child_has_what_other_threads_had() -> None:
    stock: Stock[int] = Stock([1, 2])
    had, over = threading.Event(), threading.Event()

    def use() -> None:
        with stock.lease():
            had.set()
            over.wait(PATIENCE)

    thread = threading.Thread(target=use)
    thread.start()
    assert had.wait(PATIENCE)
    with stock.lease() as mine:
        child = os.fork()
        if not child:
            signal.alarm(int(PATIENCE))
            stock.forked()
            good = stock.lent() == [mine] and len(stock.things()) == 2
            os._exit(0 if good else 1)
        assert os.waitpid(child, 0)[1] == 0
        assert len(stock.lent()) == 2
    over.set()
    thread.join(PATIENCE)
    assert len(stock.things()) == 2 and stock.lent() == []


def test_a_thing_comes_back_without_memory() -> None:
    """There is room for it since it was added."""
    nomemory = pytest.importorskip("_testcapi", reason="this Python has no _testcapi")
    stock: Stock[int] = Stock(range(100))
    leases = [stock.lease() for _ in range(100)]
    for lease in leases:
        lease.__enter__()
    exits = [lease.__exit__ for lease in leases]
    arguments = (None, None, None)
    failed = 0
    for leave in exits:
        nomemory.set_nomemory(0, 0)
        try:
            leave(*arguments)
        except MemoryError:
            failed += 1
        finally:
            nomemory.remove_mem_hooks()
    assert len(stock.things()) == 100, failed


def test_what_is_held_by_who_is_gone_is_taken_back() -> None:
    stock, gone, calls = Stock(("thing",)), [], []
    lost = stock.lease(
        gone=lambda: bool(gone),
        end=lambda thing: calls.append("end") or thing,
        on_failure=lambda: calls.append("failure"),
    )
    lost.__enter__()
    with pytest.raises(LookupError, match="busy"), stock.lease(timeout=0, unavailable=refuse):
        pass
    assert calls == []
    gone.append(True)
    with stock.lease(timeout=0, unavailable=refuse) as thing:
        assert (thing, calls) == ("thing", ["failure", "end"])
        lost.__exit__(None, None, None)  # too late: it is another's
        assert stock.lent() == ["thing"]
    assert calls == ["failure", "end"] and stock.things() == ["thing"]


def test_who_waits_in_a_thread_gets_what_is_taken_back() -> None:
    stock, gone, got = Stock(("thing",)), threading.Event(), []

    def wait() -> None:
        with stock.lease(timeout=PATIENCE, unavailable=refuse) as thing:
            got.append(thing)

    lost = stock.lease(gone=gone.is_set)
    lost.__enter__()
    thread = threading.Thread(target=wait)
    thread.start()
    while not stock.waiting:
        time.sleep(0.001)
    assert not got
    gone.set()
    thread.join(PATIENCE)
    assert got == ["thing"]


def test_a_lease_that_begins_too_early_waits_no_more() -> None:
    """It is refused, and the stock does not remember it: it may be freed the next moment."""
    stock = Stock([1])
    with stock.lease():
        early = stock.lease(unavailable=refuse)
        assert early.request(lambda: pytest.fail("it was refused")) is False
        assert stock.waiting == 1
        with pytest.raises(LookupError, match="busy"):
            early.begin()
        assert stock.waiting == 0
        del early
    assert stock.things() == [1]
    assert stock.lent() == []


def test_the_reasons_are_those_of_the_types() -> None:
    """What ``unavailable`` is called with stands in C and in the stub for type checkers."""
    root = Path(__file__).resolve().parents[2]
    stub = (root / "pkhost/_ownership.pyi").read_text(encoding="utf-8")
    source = (root / "csrc/ownership/lease.c").read_text(encoding="utf-8")
    [literal] = re.findall(r"^Why = Literal\[(.*)\]$", stub, re.MULTILINE)
    [constants] = re.findall(r"^static const char (CLOSED.*);$", source, re.MULTILINE)
    reasons = re.findall(r'"(\w+)"', literal)
    assert len(reasons) == 3
    assert sorted(re.findall(r'"(\w+)"', constants)) == sorted(reasons)


def test_ctrl_c_at_the_very_end_of_a_block_is_a_failure_of_the_block(at: At) -> None:
    """With the last bytecode of a function that the block calls: the interpreter looks for
    signals when the block has been left."""
    held: list[int] = []
    inner: dict[str, Callable[[list[int]], None]] = {}
    exec(compile("def take(held):\n    held.append(1)\n", "the_block_calls.py", "exec"), inner)

    def function() -> None:
        with Cleanup(held.clear, only_on_failure=True):
            inner["take"](held)
        held.clear()

    at.every_place(function, lambda: check_empty(held), within="the_block_calls.py")


def check_empty(held: list[int]) -> None:
    assert held == []
