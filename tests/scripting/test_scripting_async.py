"""run_async: the loop goes on, nothing is left behind, cancelling works at every await."""

from __future__ import annotations

import asyncio
import contextvars
import random
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from pkhost import (
    VM,
    Determinism,
    Limits,
    Policy,
    ScriptError,
    ScriptResult,
    Status,
    VMBusyError,
    VMClosedError,
)
from pkhost.engine.factory import home

FREE = Limits(steps=None, wall_time=None, cpu_time=None)
PATIENCE = 60.0
ENDLESS = "while True: pass"
STUBBORN = "while True:\n    try:\n        while True: pass\n    except:\n        pass"


async def cancelled(task: asyncio.Task[object]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, PATIENCE)


def test_the_same_as_run(vm: VM) -> None:
    async def main() -> None:
        result = await vm.run_async("print(a)\na + 1", "x.py", inputs={"a": 1})
        assert (result.stdout, result.value) == ("1\n", 2)
        assert await vm.eval_async("a") == 1
        assert await vm.call_async("len", [1, 2]) == 2
        assert (await vm.call_result_async("len", limits=Limits(steps=99))).status is Status.ERROR
        result = await vm.run_async("1 / 0", "x.py")
        assert result.error is not None
        assert result.error.traceback[0].file == "x.py"
        assert (await vm.run_async("a\0b")).status is Status.ERROR
        result = await vm.run_async(ENDLESS, limits=Limits(steps=1000))
        assert (result.status, result.usage.steps) == (Status.STEPS, 1000)
        assert (await vm.run_async("x = 'y' * 10**9")).status is Status.MEMORY
        result = await vm.run_async("print('x' * 100)", limits=Limits(stdout=10))
        assert (result.status, result.stdout) == (Status.OUTPUT, "x" * 10)
        with pytest.raises(ScriptError):
            await vm.eval_async("1 / 0")
        with pytest.raises(TypeError, match="limits"):
            await vm.run_async("1", limits=5)  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="stdin"):
            await vm.run_async("1", stdin=5)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="memory"):
            await vm.run_async("1", limits=Limits(memory="1GiB"))
        assert await vm.eval_async("1 + 1") == 2

    asyncio.run(main())


def test_files_determinism_and_printed_values(vm: VM) -> None:
    async def main() -> None:
        fixed = Determinism(seed=5)
        script = "import random, time\n[random.random(), time.time()]"
        results = []
        for _ in range(2):
            vm.reset()  # an import is made, and takes steps, once
            results.append(await vm.run_async(script, deterministic=fixed))
        first, second = results
        assert first.value == second.value
        assert first.usage.steps == second.usage.steps
        assert (await vm.run_async("1 + 1\n'a'", interactive=True)).stdout == "2\n'a'\n"
        with VM(policy=Policy().show("open")) as other:
            script = "with open('a', 'w') as f: f.write(open('b', 'r').read() * 2)"
            result = await other.run_async(script, files={"b": "text"})
            assert result.check().files == {"a": b"texttext"}
        with pytest.raises(ValueError, match="files"):
            await vm.run_async("1", files={"": "no name"})

    asyncio.run(main())


def test_many_at_once_take_no_threads_of_pythons() -> None:
    threads = threading.active_count()

    async def main() -> None:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0.001)

        ticking = asyncio.ensure_future(tick())
        vms = [VM(limits=Limits(memory="4MiB")) for _ in range(100)]
        runs = [
            vm.run_async(f"total = 0\nfor i in range(20000): total += i\ntotal + {n}")
            for n, vm in enumerate(vms)
        ]
        results = await asyncio.gather(*runs)
        assert threading.active_count() == threads
        assert ticks > 1  # the loop went on meanwhile
        assert [result.value for result in results] == [199990000 + n for n in range(100)]
        await cancelled(ticking)
        for vm in vms:
            vm.close()

    asyncio.run(main())


def test_a_vm_runs_one_script_at_a_time(vm: VM) -> None:
    async def main() -> None:
        first = asyncio.ensure_future(vm.run_async(ENDLESS, limits=FREE))
        await asyncio.sleep(0)
        for use in (lambda: vm.run_async("1"), lambda: vm.eval_async("1")):
            with pytest.raises(VMBusyError):
                await use()
        with pytest.raises(VMBusyError):
            vm.run("1")
        assert vm.interrupt()
        assert (await first).status is Status.INTERRUPTED
        assert await vm.eval_async("1") == 1

    asyncio.run(main())


def test_closing_a_vm_ends_its_run() -> None:
    async def main() -> None:
        vm = VM()

        @vm.expose
        async def forever() -> None:
            await asyncio.Event().wait()

        for script in (ENDLESS, "forever()"):
            vm = VM()
            vm.expose(forever)
            run = asyncio.ensure_future(vm.run_async(script, limits=FREE))
            await asyncio.sleep(0.01)
            vm.close()
            assert (await asyncio.wait_for(run, PATIENCE)).status is Status.INTERRUPTED
            with pytest.raises(VMClosedError):
                await vm.run_async("1")

    asyncio.run(main())


# ----------------------------------------------------------------------- functions

who: contextvars.ContextVar[str] = contextvars.ContextVar("who")


def test_async_functions(vm: VM) -> None:
    @vm.expose
    async def later(x: int) -> int:
        await asyncio.sleep(0)
        return x + 1

    @vm.expose
    async def fail() -> None:
        raise LookupError("ours")

    @vm.expose
    async def name() -> str:
        return who.get() + "/" + threading.current_thread().name

    @vm.expose
    def future() -> Awaitable[int]:
        return asyncio.run_coroutine_threadsafe(asyncio.sleep(0, 5), loop[0])  # type: ignore[return-value]

    loop: list[asyncio.AbstractEventLoop] = []

    async def main() -> None:
        assert await vm.eval_async("later(later(1))") == 3
        script = "total = 0\nfor i in range(100): total += later(i)\ntotal"
        assert (await vm.run_async(script)).value == 5050
        result = await vm.run_async("try:\n    fail()\nexcept LookupError as e: print(e)")
        assert result.stdout == "ours\n"
        assert isinstance((await vm.run_async("fail()")).host_exception, LookupError)
        who.set("main")
        assert await vm.eval_async("name()") == "main/MainThread"

    asyncio.run(main())


def test_an_ordinary_function_does_not_hold_the_loop_up(vm: VM) -> None:
    entered, leave = threading.Event(), threading.Event()

    @vm.expose
    def block() -> str:
        entered.set()
        assert leave.wait(PATIENCE)
        return threading.current_thread().name

    async def main() -> None:
        run = asyncio.ensure_future(vm.eval_async("block()"))
        while not entered.is_set():
            await asyncio.sleep(0.001)
        leave.set()
        assert await run != "MainThread"

    asyncio.run(main())


def test_running_another_vm_in_an_async_function(vm: VM) -> None:
    with VM() as other:

        @vm.expose
        async def ask(x: int) -> int:
            with pytest.raises(VMBusyError):
                await vm.run_async("1")
            return int(await other.eval_async(f"{x} * 2"))

        assert asyncio.run(vm.eval_async("ask(21)")) == 42


@pytest.mark.parametrize("how", ["wall time", "interrupt", "interrupt from a thread"])
def test_a_stop_reaches_a_script_that_waits_for_a_coroutine(vm: VM, how: str) -> None:
    ended: list[str] = []
    entered = threading.Event()

    @vm.expose
    async def forever() -> None:
        entered.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("ended")

    async def main() -> ScriptResult:
        limits = Limits(wall_time=0.2) if how == "wall time" else FREE
        script = "try:\n    forever()\nexcept:\n    pass\nprint('went on')"
        run = asyncio.ensure_future(vm.run_async(script, limits=limits))
        if how != "wall time":
            while not entered.is_set():
                await asyncio.sleep(0.001)
            if how == "interrupt":
                assert vm.interrupt()
            else:
                await asyncio.get_running_loop().run_in_executor(None, vm.interrupt)
        return await asyncio.wait_for(run, PATIENCE)

    result = asyncio.run(main())
    assert result.status is (Status.WALL_TIME if how == "wall time" else Status.INTERRUPTED)
    assert (result.stdout, ended) == ("", ["ended"])
    assert result.usage.wall_time < 10


def test_time_that_is_the_hosts_may_last() -> None:
    with VM(count_host_time=False) as vm:

        @vm.expose
        async def nap() -> str:
            await asyncio.sleep(0.3)
            return "rested"

        assert asyncio.run(vm.eval_async("nap()", limits=Limits(wall_time=0.1))) == "rested"


@pytest.mark.parametrize("error", [asyncio.CancelledError(), KeyError("x")])
def test_a_coroutine_that_fails_when_it_is_cancelled(
    vm: VM, error: BaseException, caplog: pytest.LogCaptureFixture
) -> None:
    entered = threading.Event()

    @vm.expose
    async def forever() -> None:
        entered.set()
        try:
            await asyncio.Event().wait()
        finally:
            raise error

    async def main() -> None:
        run = asyncio.ensure_future(vm.run_async("forever()", limits=FREE))
        while not entered.is_set():
            await asyncio.sleep(0.001)
        await cancelled(run)

    asyncio.run(main())
    # An error that nobody can be told is at least in the loop's log.
    assert ("after its script was stopped" in caplog.text) == isinstance(error, KeyError)
    assert vm.eval("1 + 1") == 2


# ---------------------------------------------------------------- output and input


def test_output_and_input_with_coroutines(vm: VM) -> None:
    heard: list[tuple[str, str]] = []
    asked: list[str] = []

    async def hear(text: str) -> None:
        await asyncio.sleep(0)
        heard.append(("stdout", text))

    async def hear_errors(text: str) -> None:
        await asyncio.sleep(0)
        heard.append(("stderr", text))

    async def answer(printed: str) -> str | None:
        asked.append(printed)
        await asyncio.sleep(0)
        return f"answer {len(asked)}\n" if len(asked) < 3 else None

    async def main() -> None:
        script = (
            "import sys\nprint('a')\nprint(input('b'))\nprint(input('c'))\n"
            "sys.stderr.write('e')\ninput()"
        )
        result = await vm.run_async(script, stdin=answer, on_stdout=hear, on_stderr=hear_errors)
        assert result.error is not None
        assert result.error.type == "EOFError"
        assert asked == ["a\nb", "answer 1\nc", "answer 2\n"]
        assert result.stderr.startswith("eTraceback ")
        for stream, all_of_it in (("stdout", result.stdout), ("stderr", result.stderr)):
            assert "".join(text for name, text in heard if name == stream) == all_of_it

    asyncio.run(main())


def test_kinds_of_input(vm: VM) -> None:
    async def pieces() -> AsyncIterator[str | bytes]:
        for piece in ("on", b"", b"e\ntwo", "\n"):
            await asyncio.sleep(0)
            yield piece

    async def main() -> None:
        read = "[input(), input()]"
        for stdin in ("one\ntwo\n", b"one\ntwo\n", ["one\n", "two\n"], pieces()):
            assert (await vm.run_async(read, stdin=stdin)).value == ["one", "two"], stdin
        lines = iter(["one\n", "two\n"])
        assert (await vm.run_async(read, stdin=lambda printed: next(lines))).value == ["one", "two"]
        reader = asyncio.StreamReader()
        reader.feed_data(b"one\ntwo\n")
        reader.feed_eof()
        assert (await vm.run_async(read, stdin=reader)).value == ["one", "two"]

    asyncio.run(main())


def test_an_answer_that_does_not_come_does_not_outlast_the_script(vm: VM) -> None:
    ended: list[str] = []

    async def never(printed: str) -> str:
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(printed)
        return ""

    result = asyncio.run(
        vm.run_async("input('?')\nprint('went on')", stdin=never, limits=Limits(wall_time=0.2))
    )
    assert (result.status, result.stdout, ended) == (Status.WALL_TIME, "?", ["?"])


def test_what_they_raise_stops_the_script_and_comes_out(vm: VM) -> None:
    async def fail(*arguments: str) -> str:
        await asyncio.sleep(0)
        raise LookupError("ours")

    def fail_at_once(*arguments: str) -> str:
        raise LookupError("ours")

    async def main() -> None:
        for function in (fail, fail_at_once):
            with pytest.raises(LookupError, match="ours"):
                await vm.run_async("input()\n" + ENDLESS, stdin=function, limits=FREE)
            with pytest.raises(LookupError, match="ours"):
                await vm.run_async("print(1)\n" + ENDLESS, on_stdout=function, limits=FREE)
            assert await vm.eval_async("1") == 1

    asyncio.run(main())


# -------------------------------------------------------------------- cancellation


async def slowly(*arguments: str) -> str:
    await asyncio.sleep(PATIENCE)
    return "\n"


AWAITS: dict[str, Callable[[VM], Awaitable[object]]] = {
    "a script": lambda vm: vm.run_async(ENDLESS, limits=FREE),
    "a stubborn script": lambda vm: vm.run_async(STUBBORN, limits=FREE),
    "native code": lambda vm: vm.run_async("sum(range(10**12))", limits=FREE),
    "an evaluation": lambda vm: vm.eval_async("forever()", limits=FREE),
    "a call": lambda vm: vm.call_async("forever"),
    "on_stdout": lambda vm: vm.run_async("print(1)\n" + ENDLESS, limits=FREE, on_stdout=slowly),
    "on_stdout at the end": lambda vm: vm.run_async("print(1)", limits=FREE, on_stdout=slowly),
    "stdin": lambda vm: vm.run_async("input()", limits=FREE, stdin=slowly),
    "a host function": lambda vm: vm.run_async("slowly()", limits=FREE),
    "a flood": lambda vm: vm.run_async(
        "while True: print('x' * 1000)",
        limits=Limits(stdout=None, steps=None),
        on_stdout=lambda text: None,
    ),
}


@pytest.mark.parametrize("name", AWAITS)
def test_cancelling(vm: VM, name: str) -> None:
    vm.expose(slowly, "slowly")
    vm.run(f"def forever():\n    {ENDLESS}").check()
    # Before it begins, at once, and when it is well under way.
    for delay in (None, 0, 0.001, 0.05):

        async def main(delay: float | None = delay) -> None:
            task = asyncio.ensure_future(AWAITS[name](vm))
            if delay is not None:
                await asyncio.sleep(delay)
            await cancelled(task)
            assert len(asyncio.all_tasks()) == 1  # no coroutine is left
            assert await vm.eval_async("1 + 1") == 2

        asyncio.run(main())


def test_cancelling_at_random_moments(vm: VM) -> None:
    chance = random.Random(7)
    ended = 0

    @vm.expose
    async def nap() -> int:
        await asyncio.sleep(0.0005)
        return 1

    async def main() -> None:
        nonlocal ended
        for _ in range(200):
            script = "for i in range(3): print(nap(), input())"
            task = asyncio.ensure_future(
                vm.run_async(script, stdin=lambda printed: "x\n", on_stdout=lambda t: None)
            )
            await asyncio.sleep(chance.random() * 0.008)
            task.cancel()
            try:
                result = await task
            except asyncio.CancelledError:
                pass
            else:
                assert result.stdout == "1 x\n" * 3
                ended += 1
            assert len(asyncio.all_tasks()) == 1
        assert await vm.eval_async("nap()") == 1

    asyncio.run(main())


def test_cancelling_twice_while_a_function_does_not_return(vm: VM) -> None:
    entered, leave = threading.Event(), threading.Event()

    @vm.expose
    def block() -> None:
        entered.set()
        assert leave.wait(PATIENCE)

    async def main() -> None:
        task = asyncio.ensure_future(vm.run_async("block()", limits=FREE))
        while not entered.is_set():
            await asyncio.sleep(0.001)
        for _ in range(3):
            task.cancel()
            await asyncio.sleep(0.01)
            assert not task.done()  # the script is still there
        leave.set()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await vm.eval_async("1") == 1

    asyncio.run(main())


def test_a_timeout_of_asyncio(vm: VM) -> None:
    async def main() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(vm.run_async(STUBBORN, limits=FREE), 0.05)
        assert await vm.eval_async("1") == 1

    asyncio.run(main())


def test_a_loop_that_ends_with_runs_under_way(vm: VM) -> None:
    """asyncio.run() cancels what is left."""
    task: asyncio.Task[ScriptResult]

    async def main() -> None:
        nonlocal task
        task = asyncio.ensure_future(vm.run_async(STUBBORN, limits=FREE))
        await asyncio.sleep(0.01)

    asyncio.run(main())
    assert task.cancelled()
    assert vm.eval("1") == 1


def test_a_coroutine_that_is_thrown_away(vm: VM) -> None:
    """Nobody can await the script's end then, so closing it waits."""

    async def main() -> None:
        run = vm.run_async(STUBBORN, limits=FREE)
        run.send(None)
        run.close()
        assert await vm.eval_async("1") == 1

    asyncio.run(main())


def test_a_loop_that_is_blocked_weakens_no_limit(vm: VM) -> None:
    async def main() -> None:
        task = asyncio.ensure_future(vm.run_async(ENDLESS, limits=Limits(wall_time=0.1)))
        await asyncio.sleep(0)
        time.sleep(0.4)  # what no coroutine should do
        result = await task
        assert (result.status, result.usage.wall_time < 0.3) == (Status.WALL_TIME, True)

    asyncio.run(main())


def test_two_loops_in_two_threads() -> None:
    def work(results: list[int]) -> None:
        async def main() -> None:
            with VM() as vm:
                for i in range(100):
                    results.append(await vm.eval_async(str(i)))

        asyncio.run(main())

    all_results: list[list[int]] = [[], []]
    threads = [threading.Thread(target=work, args=(results,)) for results in all_results]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert all_results == [list(range(100))] * 2


def test_a_vm_may_move_from_loop_to_loop(vm: VM) -> None:
    for i in range(20):
        assert asyncio.run(vm.eval_async(str(i))) == i


def test_more_runs_want_attention_than_one_look_takes() -> None:
    """The wakeup gives 64 tags at a time, and stays readable for the rest."""

    async def answer(printed: str) -> str:
        return "text\n"

    async def main() -> None:
        vms = [VM(limits=Limits(memory="4MiB")) for _ in range(150)]
        # Each waits for an answer, which none can get before the loop looks again.
        runs = [asyncio.ensure_future(vm.run_async("input()", stdin=answer)) for vm in vms]
        await asyncio.sleep(0)
        time.sleep(0.1)  # the loop must not look meanwhile
        assert not any(run.done() for run in runs)
        results = await asyncio.wait_for(asyncio.gather(*runs), PATIENCE)
        assert len(results) == 150
        for vm in vms:
            vm.close()

    asyncio.run(main())
    assert home().worker_count() <= 151


def test_what_a_cancelled_run_printed_is_not_the_next_ones(vm: VM) -> None:
    heard: list[str] = []

    async def main() -> None:
        for _ in range(50):
            flood = vm.run_async(
                "while True: print('old')",
                limits=Limits(stdout=None, steps=None),
                on_stdout=lambda text: None,
            )
            task = asyncio.ensure_future(flood)
            await asyncio.sleep(0.001)
            await cancelled(task)
            heard.clear()
            result = await vm.run_async("print('new')", on_stdout=heard.append)
            assert (result.stdout, "".join(heard)) == ("new\n", "new\n")

    asyncio.run(main())
