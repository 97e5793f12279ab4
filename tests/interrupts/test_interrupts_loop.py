"""Ctrl-C at every place while asyncio runs scripts and programs.

asyncio.run() turns the first Ctrl-C into a cancellation (Python 3.11), and a second one
raises wherever it comes: also in the loop's own code, which then forgets whom it was about
to wake.  That task never ends, and asyncio.run() waits for it until Ctrl-C comes once more.
After asyncio.run() has raised the VM works, the pool has all of its VMs, and no
descriptor, thread or process is left.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest

from children import child_code
from interrupts_helpers import At, descriptors_but_sockets, threads, tidy_up_behind_asyncio
from pkhost import VM, VMBusyError, VMPool, open_program_async, run_program, run_program_async

STORMS = ((0, 0), (1, 40), (2, 300), (6, 9))
STRIDES = {(0, 0): 41, (1, 40): 211, (2, 300): 223, (6, 9): 227}
IMPATIENCE = 0.3
"""Seconds after which Ctrl-C is pressed once more, as asyncio waits for what it has lost."""


pytestmark = pytest.mark.filterwarnings("ignore:coroutine .* was never awaited")


@pytest.fixture(autouse=True)
def nothing_is_left(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    # What asyncio says of lost tasks would be kept, and keep them.
    caplog.set_level(logging.CRITICAL + 1, "asyncio")
    asyncio.run(asyncio.sleep(0))
    before = descriptors_but_sockets(), threads()
    gc.freeze()  # collecting is quick then
    yield
    gc.unfreeze()
    tidy_up_behind_asyncio()
    assert (descriptors_but_sockets(), threads()) == before


def run_impatiently(main: Callable[[], Awaitable[None]]) -> None:
    inside = True

    def press_again(*_: object) -> None:
        if inside:
            raise KeyboardInterrupt

    async def awaited() -> None:
        await main()

    before = signal.signal(signal.SIGALRM, press_again)
    try:
        signal.setitimer(signal.ITIMER_REAL, IMPATIENCE, 0.1)
        asyncio.run(awaited())
    except asyncio.CancelledError:  # a signal before the runner counts them
        raise KeyboardInterrupt from None
    finally:
        inside = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Used:
    def __init__(self, vm: VM, pool: VMPool) -> None:
        self.vm, self.pool = vm, pool

    async def run(self) -> None:
        assert (await self.vm.run_async("input()", stdin=["a\n"])).ok

    async def call(self) -> None:
        assert await self.vm.call_async("answer", 1) == 2

    async def pool_run(self) -> None:
        assert (await self.pool.run_async("1")).value == 1

    async def borrow(self) -> None:
        async with self.pool.borrow_async() as vm:
            await vm.run_async("x = 1")

    async def wait_for_one(self) -> None:
        """One waits for what the other has."""
        await asyncio.gather(self.borrow(), self.borrow())

    async def program(self) -> None:
        assert (await run_program_async(["cat"], stdin="a")).stdout == "a"

    async def conversation(self) -> None:
        async with open_program_async(["cat"]) as program:
            await program.send("a\n")
            assert await program.read_until("\n") == "a\n"


CALLS: dict[str, Callable[[Used], Awaitable[None]]] = {
    "vm.run_async": Used.run,
    "vm.call_async": Used.call,
    "pool.run_async": Used.pool_run,
    "pool.borrow_async": Used.borrow,
    "two borrow one": Used.wait_for_one,
    "run_program_async": Used.program,
    "open_program_async": Used.conversation,
}


@pytest.mark.parametrize("storm", STORMS)
@pytest.mark.parametrize("call", CALLS)
def test_nothing_is_lost(at: At, call: str, storm: tuple[int, int]) -> None:
    async def answer(x: int) -> int:
        await asyncio.sleep(0)
        return x + 1

    with VM() as vm, VMPool(1) as pool:
        vm.expose(answer)
        used = Used(vm, pool)

        def check() -> None:
            tidy_up_behind_asyncio()
            assert vm.run("1 + 1").value == 2
            assert pool.run("2").value == 2
            assert not pool._stock.waiting
            if "program" in call:
                assert run_program(["echo", "1"]).stdout == "1\n"

        at.every_place(
            lambda: run_impatiently(lambda: CALLS[call](used)),
            check,
            storm=storm,
            stride=STRIDES[storm] * (4 if "program" in call else 1),
            in_traceback=storm == (0, 0),
        )


class Lost:
    """A task that its loop has forgotten, as after Ctrl-C in the loop's own code, and that
    something, such as a traceback, refers to."""

    def __init__(self, main: Callable[[], Any], running: Callable[[], bool]) -> None:
        self.loop = asyncio.new_event_loop()
        self.task = self.loop.create_task(main())
        self.task.add_done_callback(lambda _: None)
        while not running():
            self.loop.run_until_complete(asyncio.sleep(0.001))

    def close(self) -> None:
        self.loop.close()


ENDLESS = "while True: pass"


def test_a_vm_is_taken_over_from_a_closed_loop() -> None:
    with VM() as vm:
        vm.run("kept = 7")
        lost = Lost(lambda: vm.run_async(ENDLESS), lambda: "running" in repr(vm))
        with pytest.raises(VMBusyError):  # its loop may yet go on
            vm.run("1")
        lost.close()
        assert vm.run("kept").value == 7
        # The end of the lost task stops nothing of the next one's.
        run = vm.start("n = 0\nwhile n < 100000: n += 1\nn")
        lost.task._log_destroy_pending = False  # type: ignore[attr-defined]
        del lost
        gc.collect()
        assert run.result().value == 100000


def test_a_vm_that_waits_for_a_coroutine_is_taken_over() -> None:
    asked = []

    async def never() -> None:
        asked.append(1)
        await asyncio.get_running_loop().create_future()

    with VM() as vm:
        vm.expose(never)
        lost = Lost(lambda: vm.run_async("never()"), lambda: bool(asked))
        lost.close()
        assert vm.run("1").value == 1
        lost.task._log_destroy_pending = False  # type: ignore[attr-defined]


def test_a_pool_takes_its_vms_back_from_closed_loops() -> None:
    with VMPool(1, setup="kept = 7") as pool:
        for _ in range(3):
            lost = Lost(
                lambda: pool.run_async("kept = 8\n" + ENDLESS),
                lambda: any(vm._engine_vm.running() for vm in pool._stock.lent()),
            )
            lost.close()
            assert pool.run("kept").value == 7
            lost.task._log_destroy_pending = False  # type: ignore[attr-defined]


def test_another_loop_takes_over_too() -> None:
    with VM() as vm, VMPool(1) as pool:
        one = Lost(lambda: vm.run_async(ENDLESS), lambda: "running" in repr(vm))
        other = Lost(lambda: pool.run_async(ENDLESS), lambda: bool(pool._stock.lent()))
        one.close()
        other.close()
        assert asyncio.run(vm.run_async("1")).value == 1
        assert asyncio.run(pool.run_async("1")).value == 1
        for lost in (one, other):
            lost.task._log_destroy_pending = False  # type: ignore[attr-defined]


def test_a_vm_outlives_the_task_that_is_thrown_away_with_it() -> None:
    """The garbage collector finds both, the VM first as it is the older one."""
    program = """
import asyncio, gc
from pkhost import VM, VMPool

async def use(vm):
    before = vm.snapshot()
    with vm.transaction():
        try:
            await vm.run_async("while True: pass")
        finally:
            assert not vm._engine_vm.running()
            vm.restore(before)
            print(vm.eval("1 + 1"))

def lose():
    loop = asyncio.new_event_loop()
    vm = VM()
    vm.cycle = vm
    task = loop.create_task(use(vm))
    task._log_destroy_pending = False
    while not vm._engine_vm.running():
        loop.run_until_complete(asyncio.sleep(0.001))
    loop.cycle = loop, task
    loop.close()

for _ in range(5):
    lose()
    gc.collect()
"""
    done = subprocess.run(
        [sys.executable, "-c", child_code(program)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (0, "2\n" * 5), done.stderr
