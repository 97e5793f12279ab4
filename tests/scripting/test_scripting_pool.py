"""Pools: pristine VMs, bounded, in order, thread-safe, closing under load."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pkhost import (
    VM,
    LimitExceeded,
    Limits,
    ScriptError,
    Status,
    VMBusyError,
    VMClosedError,
    VMPool,
)

FREE = Limits(steps=None, wall_time=None, cpu_time=None)
SMALL = Limits(memory="4MiB")
PATIENCE = 60.0
ENDLESS = "while True: pass"


def test_every_script_finds_the_vm_as_after_the_setup() -> None:
    setup = "import math\nitems = [1]\ndef double(x): return x * 2"
    with VMPool(1, setup=setup) as pool:
        for _ in range(3):
            assert pool.run("items.append(2)\ndouble(len(items))").value == 4
            assert pool.run("seen = 1").ok
            assert pool.run("'seen' in globals()").value is False
            assert pool.run("math = None\ndel double\nimport builtins\nbuiltins.len = 5").ok
            assert pool.run("x = 'y' * 10**9").status is Status.MEMORY
            assert pool.run("eval('(' * 100000)").status in (Status.CRASHED, Status.ERROR)
            assert pool.run(ENDLESS, limits=Limits(steps=100)).status is Status.STEPS


def test_what_is_exposed_is_there_in_the_setup_and_after() -> None:
    pool = VMPool(
        2,
        setup="import shapes\ntotal = add(1, 2) + robot.move(1) + shapes.one",
        expose={"add": lambda a, b: a + b, "robot": {"move": lambda x: x}},
        modules={"shapes": "one = 1"},
    )
    with pool:
        for _ in range(5):  # each VM more than once: what it was before does not matter
            assert pool.run("total + add(1, 1) + robot.move(1)").value == 8
            assert pool.run("import robot, shapes\nrobot.move(1) + shapes.one").value == 2
            assert pool.run("import stdc").error.refused == "stdc"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("setup", "status", "kind"),
    [
        ("1 / 0", Status.ERROR, ScriptError),
        ("def f(:", Status.ERROR, ScriptError),
        (ENDLESS, Status.STEPS, LimitExceeded),
        ("x = 'y' * 10**9", Status.MEMORY, LimitExceeded),
    ],
)
def test_a_setup_that_fails(setup: str, status: Status, kind: type[ScriptError]) -> None:
    with pytest.raises(kind) as caught:
        VMPool(3, setup=setup, limits=Limits(steps=10_000))
    result: Any = caught.value.result
    assert result.status is status
    if setup == "1 / 0":
        assert result.error.traceback[-1].file == "setup.py"


@pytest.mark.parametrize(
    ("arguments", "kind", "said"),
    [
        ({"size": 0}, ValueError, "size"),
        ({"size": -1}, ValueError, "size"),
        ({"size": True}, TypeError, "size"),
        ({"size": 1.5}, TypeError, "size"),
        ({"size": 1, "limits": 5}, TypeError, "limits"),
        ({"size": 1, "setup": 5}, TypeError, "setup: expected"),
        ({"size": 1, "expose": {"a b": len}}, ValueError, "name"),
        ({"size": 1, "expose": {"x": 5}}, TypeError, "cannot be called"),
        ({"size": 1, "expose": [len]}, TypeError, "^expose: expected a mapping of names"),
        ({"size": 1, "expose": len}, TypeError, "^expose: expected a mapping of names"),
    ],
)
def test_arguments_that_make_no_sense(
    arguments: dict[str, Any], kind: type[Exception], said: str
) -> None:
    with pytest.raises(kind, match=said):
        VMPool(**arguments)


def test_no_more_at_a_time_than_there_are_vms() -> None:
    now, most = 0, 0
    lock = threading.Lock()
    two = threading.Event()

    def enter() -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
            if now == 2:
                two.set()
        two.wait(PATIENCE)  # the first script is there until a second one is

    def leave() -> None:
        nonlocal now
        with lock:
            now -= 1

    with VMPool(3, limits=SMALL, expose={"enter": enter, "leave": leave}) as pool:
        script = "enter()\nfor i in range(2000): pass\nleave()"
        threads = [
            threading.Thread(target=lambda: [pool.run(script).check() for _ in range(20)])
            for _ in range(10)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE)
    assert (now, 1 < most <= 3) == (0, True)


# ------------------------------------------------------------------------------ map


def test_map_in_order_with_progress() -> None:
    heard: list[tuple[int, int | None]] = []
    with VMPool(3, limits=SMALL) as pool:
        # Later ones end earlier.
        sources = [f"for i in range({(20 - n) * 500}): pass\n{n}" for n in range(20)]
        progress = heard.append
        results = list(pool.map(sources, progress=lambda done, of: progress((done, of))))
        assert [result.value for result in results] == list(range(20))
        assert heard[-1] == (20, 20)
        assert [done for done, _ in heard] == sorted(done for done, _ in heard)
        heard.clear()
        # Of a generator nobody knows how many there are.
        list(pool.map((str(n) for n in range(5)), progress=lambda d, of: progress((d, of))))
        assert heard[-1] == (5, None)
        assert list(pool.map([])) == []
        statuses = [
            r.status for r in pool.map(["1", "1 / 0", ENDLESS], limits=SMALL.replace(steps=1000))
        ]
        assert statuses == [Status.OK, Status.ERROR, Status.STEPS]


def test_map_of_a_function() -> None:
    def grade(vm: VM, answer: str) -> list[int]:
        vm.run(answer).check()
        return [vm.call("f", n) for n in range(3)]

    with VMPool(2, setup="def f(x): return -1") as pool:
        answers = ["def f(x): return x", "pass", "def f(x): return x * x"]
        assert list(pool.map(grade, answers)) == [[0, 1, 2], [-1, -1, -1], [0, 1, 4]]
        results = pool.map(grade, ["pass", "1 / 0", "pass"])
        assert next(results) == [-1, -1, -1]
        with pytest.raises(ScriptError, match="ZeroDivisionError"):
            next(results)
        assert pool.run("f(1)").value == -1


def test_map_takes_no_more_than_it_needs() -> None:
    taken = 0

    def sources() -> Iterator[str]:
        nonlocal taken
        while True:
            taken += 1
            yield str(taken)

    with VMPool(2, limits=SMALL) as pool:
        results = pool.map(sources())
        assert taken == 0
        assert [next(results).value for _ in range(10)] == list(range(1, 11))
        assert taken <= 10 + 2 * pool.size
        results.close()  # type: ignore[attr-defined]
        assert pool.run("1").ok


def test_leaving_a_map_stops_what_is_under_way() -> None:
    with VMPool(2) as pool:
        results = pool.map(["1"] + [ENDLESS] * 10, limits=FREE)
        assert next(results).value == 1
        results.close()  # type: ignore[attr-defined]
        assert pool.run("1").ok
        assert "0 in use" in repr(pool)


@pytest.mark.parametrize("where", ["progress", "items", "work"])
def test_what_a_map_is_given_raises(where: str) -> None:
    def fail(*arguments: object) -> Any:
        raise LookupError("ours")

    def items() -> Iterator[str]:
        yield "1"
        if where == "items":
            fail()
        yield ENDLESS

    with VMPool(2, limits=FREE) as pool:
        with pytest.raises(LookupError, match="ours"):
            if where == "work":
                list(pool.map(fail, [1, 2]))
            else:
                list(pool.map(items(), progress=fail if where == "progress" else None))
        assert pool.run("1").ok


def test_maps_that_make_no_sense() -> None:
    with VMPool(1) as pool:
        for arguments in (("1",), (b"1",), (5,), (5, [1])):
            with pytest.raises(TypeError, match="map"):
                pool.map(*arguments)  # type: ignore[call-overload]
        with pytest.raises(TypeError, match="limits"):
            pool.map(lambda vm, item: item, [1], limits=FREE)  # type: ignore[call-overload]


# -------------------------------------------------------------------- borrowing VMs


def test_borrowing() -> None:
    with VMPool(1, setup="x = 1") as pool:
        with pool.borrow() as vm:
            vm.run("y = x + 1").check()
            assert vm.get("y") == 2
        with pool.borrow() as again:
            assert again is vm
            with pytest.raises(ScriptError):
                again.get("y")


SPOILED: dict[str, Callable[[VM], object]] = {
    "closed": lambda vm: vm.close(),
    "with another function": lambda vm: vm.expose(lambda: 1, "more"),
    "with a script left running": lambda vm: vm.start(ENDLESS, limits=FREE),
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_vm_that_comes_back_spoiled_is_replaced(how: str) -> None:
    with VMPool(1, setup="x = 1") as pool:
        for _ in range(3):
            with pool.borrow() as vm:
                SPOILED[how](vm)
            assert pool.run("x").value == 1
            assert pool.run("more()").status is Status.ERROR


def test_a_vm_that_cannot_be_replaced_is_an_error_for_who_comes_next() -> None:
    failing = False

    def check() -> None:
        if failing:
            raise LookupError("ours")

    with VMPool(1, setup="check()", expose={"check": check}) as pool:
        with pool.borrow() as vm:
            failing = True
            waiting: list[BaseException] = []

            def wait() -> None:
                try:
                    pool.run("1")
                except ScriptError as error:
                    waiting.append(error)

            thread = threading.Thread(target=wait)
            thread.start()
            while "1 waiting" not in repr(pool):
                time.sleep(0.001)
            vm.close()
        thread.join(PATIENCE)
        assert len(waiting) == 1
        with pytest.raises(ScriptError, match="LookupError"):
            pool.run("1")
        failing = False
        assert pool.run("1").value == 1


def test_using_the_pool_in_a_function_that_one_of_its_scripts_waits_for() -> None:
    def again(source: str) -> object:
        return pool.run(source).check().value

    def close() -> None:
        pool.close()

    with VMPool(2, expose={"again": again, "close": close}) as pool:
        assert pool.run("again('1 + 1')").value == 2  # another VM was free
        # There was none any more: an error, no deadlock.
        assert "VMBusyError" in str(pool.run("again('again(\"1\")')").error)
        assert isinstance(pool.run("close()").host_exception, VMBusyError)
        assert pool.run("1").ok


# -------------------------------------------------------------------------- closing


def test_closing_under_load() -> None:
    with VMPool(3, limits=SMALL) as pool:
        outcomes: list[object] = []

        def work() -> None:
            while True:
                try:
                    result = pool.run(ENDLESS, limits=pool.limits.replace(steps=None))
                except VMClosedError as error:
                    outcomes.append(error)
                    return
                outcomes.append(result.status)

        threads = [threading.Thread(target=work) for _ in range(12)]
        for thread in threads:
            thread.start()
        while "9 waiting" not in repr(pool):
            time.sleep(0.001)
        pool.close()
        for thread in threads:
            thread.join(PATIENCE)
        closed = [one for one in outcomes if isinstance(one, VMClosedError)]
        assert len(closed) == 12
        assert outcomes.count(Status.INTERRUPTED) == len(outcomes) - 12 <= 3
        pool.close()
        for use in (
            lambda: pool.run("1"),
            lambda: pool.map(["1"]),
            lambda: pool.borrow().__enter__(),
            pool.__enter__,
            lambda: asyncio.run(pool.run_async("1")),
        ):
            with pytest.raises(VMClosedError, match="pool is closed"):
                use()
        assert repr(pool) == "<VMPool closed>"


def test_closing_while_runs_begin_and_end() -> None:
    """Whatever the moment: when close() is back, nothing runs and nobody hangs."""
    for delay in (0.0, 0.0005, 0.001, 0.002, 0.005, 0.01):
        pool = VMPool(2, limits=SMALL)
        started = threading.Barrier(5)

        def work(pool: VMPool = pool, started: threading.Barrier = started) -> None:
            started.wait(PATIENCE)
            try:
                while True:
                    pool.run("for i in range(100): pass")
            except VMClosedError:
                pass

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        started.wait(PATIENCE)
        time.sleep(delay)
        vms = pool._stock.things()
        pool.close()
        assert all(vm.closed for vm in vms)
        for thread in threads:
            thread.join(PATIENCE)
            assert not thread.is_alive()


def test_closing_in_the_middle_of_a_map() -> None:
    pool = VMPool(2)
    results = pool.map(["1"] + [ENDLESS] * 50, limits=FREE)
    assert next(results).value == 1
    closing = threading.Timer(0.05, pool.close)
    closing.start()
    with pytest.raises(VMClosedError):
        while True:
            assert next(results).status is Status.INTERRUPTED
    closing.join(PATIENCE)


# -------------------------------------------------------------------------- asyncio


def test_many_tasks_few_vms() -> None:
    threads = threading.active_count()

    async def main() -> None:
        with VMPool(3, limits=SMALL, setup="def double(x): return x * 2") as pool:
            runs = [pool.run_async(f"double({n})") for n in range(100)]
            assert [r.value for r in await asyncio.gather(*runs)] == [2 * n for n in range(100)]
            async with pool.borrow_async() as vm:
                assert await vm.call_async("double", 4) == 8
            assert threading.active_count() == threads

    asyncio.run(main())


def test_cancelling_gives_the_vm_back() -> None:
    async def main() -> None:
        with VMPool(2, limits=FREE) as pool:
            tasks = [asyncio.ensure_future(pool.run_async(ENDLESS)) for _ in range(8)]
            for delay in (0, 0.001, 0.01):
                await asyncio.sleep(delay)
            # The waiting ones first, then all: a VM must not go to one that has gone.
            for task in [*tasks[5:], *tasks[:5]]:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
            assert {type(outcome) for outcome in outcomes} == {asyncio.CancelledError}
            assert (await pool.run_async("1")).value == 1
            assert "0 in use, 0 waiting" in repr(pool)

    asyncio.run(main())


def test_cancelling_in_the_moment_a_vm_comes() -> None:
    async def main() -> None:
        with VMPool(1, limits=FREE) as pool:
            for _ in range(50):
                async with pool.borrow_async():
                    task = asyncio.ensure_future(pool.run_async("1"))
                    await asyncio.sleep(0)
                    assert "1 waiting" in repr(pool)
                # It has been handed over, and the task does not know yet.
                task.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await task
                assert "0 in use, 0 waiting" in repr(pool)

    asyncio.run(main())


def test_threads_and_loops_share_a_pool() -> None:
    with VMPool(2, limits=SMALL) as pool:
        values: list[list[object]] = [[], []]

        def blocking() -> None:
            values[0].extend(pool.run(str(n)).value for n in range(100))

        async def main() -> None:
            for n in range(100):
                values[1].append((await pool.run_async(str(n))).value)

        thread = threading.Thread(target=blocking)
        thread.start()
        asyncio.run(main())
        thread.join(PATIENCE)
        assert values == [list(range(100))] * 2
