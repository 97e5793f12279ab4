"""run_program_async: the event loop goes on, and cancelling kills."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path

import pytest

from pkhost import Limits, Status, run_program_async

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
