"""run_program_async: the event loop goes on, and cancelling kills."""

from __future__ import annotations

import asyncio
import os
import random
import threading
import time
from pathlib import Path

import pytest

from pkhost import Limits, Status, open_program_async, run_program_async

from .guard import in_guard
from .worker import descriptors, survivors


def test_several_at_once() -> None:
    async def main() -> float:
        started = time.monotonic()
        results = await asyncio.gather(
            *(run_program_async(["sh", "-c", f"sleep 0.3; echo {i}"]) for i in range(8))
        )
        assert [result.check().stdout for result in results] == [f"{i}\n" for i in range(8)]
        return time.monotonic() - started

    assert asyncio.run(main()) < 2  # one after the other would take 2.4 s


def test_everything_else_is_as_in_run_program(hostile: str) -> None:
    async def main() -> None:
        result = await run_program_async(["cat"], stdin="x" * 1_000_000)
        assert len(result.check().stdout) == 1_000_000
        result = await run_program_async([hostile, "flood_out"], limits=Limits(stdout=10))
        assert (result.status, result.stdout) == (Status.OUTPUT, "\n" * 10)
        result = await run_program_async([hostile, "stop_self"], limits=Limits(wall_time=0.1))
        assert result.status is Status.WALL_TIME
        result = await run_program_async(["/nowhere"])
        assert result.status is Status.NOT_STARTED
        with pytest.raises(ValueError, match="argv"):
            await run_program_async([])

    asyncio.run(main())


def test_what_a_function_raises_comes_out(hostile: str) -> None:
    def answer(stdout: bytes, stderr: bytes) -> bytes:
        if stdout:
            raise ZeroDivisionError
        return b""

    async def main() -> None:
        with pytest.raises(ZeroDivisionError):
            await run_program_async(["sh", "-c", "echo x; read y"], stdin=answer)

    asyncio.run(main())


@in_guard
def test_cancelling_at_random_moments(hostile: str) -> None:
    """Before the exec, in the middle, near the end: nothing is ever left."""
    before = descriptors()
    chance = random.Random(4)

    async def one(i: int) -> None:
        behaviour = ["ignore_term", "fork_bomb", "make_daemon", "flood_both", "sleep_for"][i % 5]
        argv = [hostile, behaviour, "0.01", f"cancelled-{i}"]
        task = asyncio.ensure_future(run_program_async(argv, overflow="truncate"))
        await asyncio.sleep(chance.random() ** 3 * 0.05)
        task.cancel()
        try:
            result = await task
        except asyncio.CancelledError:
            return
        assert result.status is Status.OK  # it had ended before

    async def main() -> None:
        for start in range(0, 100, 4):
            await asyncio.gather(*(one(i) for i in range(start, start + 4)))

    asyncio.run(main())
    assert survivors("cancelled-") == []
    assert descriptors() == before


def test_a_timeout_of_asyncio(hostile: str) -> None:
    async def main() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(run_program_async([hostile, "ignore_term", "timed-out"]), 0.1)

    asyncio.run(main())
    assert survivors("timed-out") == []


def test_a_loop_that_is_blocked_weakens_no_limit(hostile: str, tmp_path: Path) -> None:
    async def main() -> None:
        task = asyncio.ensure_future(
            run_program_async([hostile, "ignore_term"], limits=Limits(wall_time=0.1))
        )
        await asyncio.sleep(0)
        time.sleep(0.5)  # what no coroutine should do
        result = await task
        assert result.status is Status.WALL_TIME
        assert result.usage.wall_time < 0.3

    asyncio.run(main())


def test_output_is_handed_on_to_the_last_before_the_result_is_there() -> None:
    """The program does not wait for an async function: it prints and ends meanwhile."""
    heard: list[str] = []
    ended: list[bool] = []

    async def slowly(text: str) -> None:
        ended.append(await asyncio.to_thread(lambda: bool(last.wait(30))))
        heard.append(text)

    async def main() -> None:
        async with open_program_async(
            ["sh", "-c", "echo 1; read x; echo 2; read y; echo 3"], on_stdout=slowly
        ) as program:
            for line in ("1\n", "2\n"):
                assert await program.read_until(line) == line
                await program.send("\n")
            assert await program.read_until("3\n") == "3\n"
            assert heard == []  # nothing but the first was handed on, and that is awaited
            last.set()
            result = await program.result()
            assert "".join(heard) == result.stdout == "1\n2\n3\n"

    last = threading.Event()
    asyncio.run(main())
    assert all(ended)


@pytest.mark.parametrize("ends_first", [False, True])
def test_cancelling_cancels_the_function_that_output_is_handed_to(ends_first: bool) -> None:
    token = f"handed-on-{os.getpid()}"
    script = f"echo x # {token}" if ends_first else f"echo x; sleep 100; : {token}"
    cancelled: list[str] = []

    async def main() -> None:
        begun = asyncio.Event()

        async def never(text: str) -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                await asyncio.sleep(0)
                cancelled.append(text)
                raise

        task = asyncio.create_task(run_program_async(["sh", "-c", script], on_stdout=never))
        await begun.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert cancelled == ["x\n"]
        assert len(asyncio.all_tasks()) == 1

    before = descriptors()
    asyncio.run(main())
    assert descriptors() == before
    assert not survivors(token)


def test_what_an_async_function_raises_after_the_end_comes_out() -> None:
    async def fail(text: str) -> None:
        await asyncio.sleep(0.05)
        raise ZeroDivisionError(text)

    async def main() -> None:
        with pytest.raises(ZeroDivisionError, match="x"):
            await run_program_async(["echo", "x"], on_stdout=fail)

    asyncio.run(main())
