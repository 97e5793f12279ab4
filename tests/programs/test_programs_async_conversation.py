"""open_program_async: a conversation on an event loop; and input that is awaited."""

from __future__ import annotations

import asyncio
import gc
import os
import sys
from collections.abc import Coroutine
from typing import Any

import pytest

from pkhost import (
    AsyncProgram,
    Limits,
    MisuseError,
    ProgramEnded,
    Status,
    open_program_async,
    run_program_async,
)

from .worker import descriptors, survivors

SHELL = "while read line; do echo got $line; done; echo bye"


def go(main: Coroutine[Any, Any, None]) -> None:
    """Run it with a patience, and see that it leaves nothing behind."""
    before = descriptors()
    asyncio.run(asyncio.wait_for(main, 60))
    gc.collect()
    assert descriptors() == before
    assert not survivors(f"1000.{os.getpid()}")


def test_a_conversation() -> None:
    async def main() -> None:
        async with open_program_async(["sh", "-c", SHELL]) as program:
            assert program.running
            assert await program.send("one\n") is True
            assert await program.read_until("\n", timeout=30) == "got one\n"
            await program.send("two\nthree\n")
            match = await program.expect("got (th.*)\n", timeout=30)
            assert (match[1], match.string[: match.start()]) == ("three", "got two\n")
            program.close_stdin()
            with pytest.raises(MisuseError, match="closed"):
                await program.send("x")
            result = await program.result(timeout=30)
            assert result.check().stdout == "got one\ngot two\ngot three\nbye\n"
            assert program.read() == "bye\n"
            assert await program.result() is result

    go(main())


def test_what_does_not_come() -> None:
    async def main() -> None:
        async with open_program_async(["cat"]) as program:
            await program.send("abc")
            with pytest.raises(TimeoutError, match="read_until"):
                await program.read_until("\n", timeout=0.05)
            await program.send("\n")
            assert await program.read_until("\n", timeout=30) == "abc\n"
            program.close_stdin()
            with pytest.raises(ProgramEnded) as caught:
                await program.read_until("never")
            assert caught.value.result.ok

    go(main())


def test_one_task_sends_while_another_reads() -> None:
    async def main() -> None:
        async with open_program_async(["cat"], limits=Limits(stdout="16MB")) as program:
            # More than fits into both pipes: either side alone would wait for ever.
            size = 4_000_000
            sending = asyncio.create_task(program.send("x" * size + "\n"))
            text = await program.read_until("\n", timeout=60)
            assert len(text) == size + 1
            assert await sending is True

    go(main())


def test_a_method_that_is_cancelled_loses_nothing() -> None:
    async def main() -> None:
        async with open_program_async(["cat"]) as program:
            reading = asyncio.create_task(program.read_until("\n"))
            await program.send("half")
            await asyncio.sleep(0)
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading
            await program.send(" whole\n")
            assert await program.read_until("\n", timeout=30) == "half whole\n"

    go(main())


def test_leaving_the_block_kills() -> None:
    async def main() -> None:
        async with open_program_async(
            ["sleep", f"1000.{os.getpid()}"], limits=Limits(wall_time=2000)
        ) as program:
            pass
        assert (await program.result()).status is Status.INTERRUPTED
        program = open_program_async(
            ["sleep", f"1000.{os.getpid()}"], limits=Limits(wall_time=2000)
        )
        program.interrupt()
        assert (await program.result(timeout=30)).status is Status.INTERRUPTED

    go(main())


def test_one_that_is_forgotten_is_killed() -> None:
    async def main() -> None:
        program: AsyncProgram | None = open_program_async(
            ["sleep", f"1000.{os.getpid()}"], limits=Limits(wall_time=2000)
        )
        assert program is not None
        del program
        gc.collect()
        assert not survivors(f"1000.{os.getpid()}")

    go(main())


def test_limits_and_failures_are_results() -> None:
    async def main() -> None:
        async with open_program_async(["/nowhere"]) as program:
            assert (await program.result()).status is Status.NOT_STARTED
            assert await program.send("x") is False
        async with open_program_async(["yes"], limits=Limits(stdout=10)) as program:
            assert (await program.result()).status is Status.OUTPUT
        async with open_program_async(["cat"], limits=Limits(wall_time=0.1)) as program:
            assert (await program.result()).status is Status.WALL_TIME

    go(main())


def test_without_a_loop_it_says_so() -> None:
    before = descriptors()
    with pytest.raises(RuntimeError, match="in an event loop of asyncio, which does not run"):
        open_program_async(["cat"])
    assert descriptors() == before


# ---- Input that is awaited ----


def test_an_async_answer_that_never_comes_does_not_outlast_the_limits() -> None:
    ended: list[str] = []

    async def answer(stdout: str) -> str:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            ended.append("answer")
        return ""

    async def main() -> None:
        result = await run_program_async(["cat"], stdin=answer, limits=Limits(wall_time=0.1))
        assert result.status is Status.WALL_TIME
        assert ended == ["answer"]

    go(main())


def test_cancelling_ends_the_answer_first() -> None:
    begun = asyncio.Event()
    ended: list[str] = []

    async def answer(stdout: str) -> str:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            ended.append("answer")
        return ""

    async def main() -> None:
        task = asyncio.create_task(
            run_program_async(["cat"], stdin=answer, limits=Limits(wall_time=2000))
        )
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert ended == ["answer"]

    go(main())


def test_what_an_async_answer_raises_comes_out() -> None:
    async def answer(stdout: str) -> str:
        await asyncio.sleep(0)
        raise ZeroDivisionError("mine")

    async def main() -> None:
        with pytest.raises(ZeroDivisionError, match="mine"):
            await run_program_async(["cat"], stdin=answer)
        program = open_program_async(["cat"], stdin=answer)
        with pytest.raises(ZeroDivisionError, match="mine"):
            await program.result()
        assert (await program.result()).status is Status.INTERRUPTED

    go(main())


def test_output_that_comes_while_an_answer_is_awaited_is_for_the_next() -> None:
    seen: list[str] = []
    release = asyncio.Event()

    async def answer(stdout: str) -> str | None:
        seen.append(stdout)
        if stdout == "a\n":
            await release.wait()
            return "go\n"
        return None if "c go" in stdout else ""

    def hear(text: str) -> None:
        if "b" in text:
            release.set()

    async def main() -> None:
        script = "echo a; sleep 0.2; echo b; read x; echo c $x; cat"
        result = await run_program_async(["sh", "-c", script], stdin=answer, on_stdout=hear)
        assert result.check().stdout == "a\nb\nc go\n"

    go(main())
    # Nothing is shown twice after an answer, and nothing is left out.
    assert seen[:2] == ["", "a\n"]
    assert seen[2].startswith("b\n")


@pytest.mark.parametrize("value", ["x", b"5", [1]])
def test_what_is_no_timeout_is_named(value: Any) -> None:
    async def main() -> None:
        async with open_program_async(["cat"]) as program:
            for call in (
                program.send("sent\n", value),
                program.read_until("x", value),
                program.expect("x", value),
                program.result(value),
            ):
                with pytest.raises(TypeError, match=r"^timeout: expected a number of seconds"):
                    await call
            await program.send("first\n", 10**400)
            assert await program.read_until("\n", 1e10) == "first\n"

    go(main())


class Stream:
    """An asynchronous iterable."""

    def __aiter__(self) -> Stream:
        return self

    async def __anext__(self) -> str:
        return "x"


async def hear(text: str) -> None:
    raise AssertionError(text)


async def answer(stdout: str) -> str:
    raise AssertionError(stdout)


@pytest.mark.parametrize("options", [{"on_stdout": hear}, {"stdin": answer}, {"stdin": Stream()}])
@pytest.mark.filterwarnings("error")
def test_what_is_never_awaited_is_closed(
    options: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run is cancelled between the call of an async function and its first step."""
    made: list[asyncio.Task[Any]] = []
    begin = asyncio.BaseEventLoop.create_task

    def create_task(loop: Any, coroutine: Any, **named: Any) -> asyncio.Task[Any]:
        task = begin(loop, coroutine, **named)
        if coroutine.__name__ == "_settle":
            task.cancel()
            made.append(task)
        return task

    monkeypatch.setattr(asyncio.BaseEventLoop, "create_task", create_task)
    unraised: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", unraised.append)

    async def main() -> None:
        with pytest.raises(asyncio.CancelledError):
            await run_program_async(["echo", "1"], **options)

    go(main())
    assert made
    made.clear()
    gc.collect()
    assert not unraised
