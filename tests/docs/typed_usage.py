"""How a typed program uses pkhost: checked by mypy --strict, and run, by test_docs_types.py.

Each ``type: ignore`` marks a mistake that mypy has to find: one that it does not find is an error,
since ignoring for nothing is.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pkhost
from pkhost import (
    VM,
    AsyncProgram,
    Determinism,
    ErrorInfo,
    InvalidLimit,
    LimitExceeded,
    Limits,
    Policy,
    Program,
    ProgramError,
    ProgramResult,
    Result,
    ScriptError,
    ScriptResult,
    ScriptRun,
    Snapshot,
    Status,
    TracebackEntry,
    Usage,
    VMPool,
    open_program,
    open_program_async,
    run_program,
    run_program_async,
    run_script,
)


def limits() -> Limits:
    made = Limits(steps=None, memory="64MiB", stdout=1 << 20, wall_time=1, cpu_time=0.5)
    memory: int = made.memory
    steps: int | None = made.steps
    assert memory == 64 << 20 and steps is None
    return made.replace(recursion=100)


def results(result: ScriptResult) -> None:
    status: Status = result.status
    stdout: str = result.stdout
    usage: Usage = result.usage
    steps: int | None = usage.steps
    error: ErrorInfo | None = result.error
    files: dict[str, bytes] = result.files
    same: ScriptResult = result.check()
    assert status.is_limit is False and stdout == "x\n" and same is result and not files
    assert steps is not None and error is None and result.value == 42


def place(result: Result) -> tuple[str, int] | None:
    """Works for scripts and programs alike."""
    if result.error is None or not result.error.traceback:
        return None
    entry: TracebackEntry = result.error.traceback[-1]
    return entry.file, entry.line


def vms() -> None:
    with VM(limits=limits(), policy=Policy().allow("gc"), modules={"m": "x = 1"}) as vm:
        run: ScriptRun = vm.start("while True: pass", limits=Limits(steps=1000))
        stopped: ScriptResult = run.result(timeout=60)
        assert stopped.status is Status.STEPS and place(stopped) == ("main.py", 1)

        @vm.expose
        def double(n: int) -> int:
            return n * 2

        @vm.expose(name="half")
        def halve(n: int) -> float:
            return n / 2

        # They are still what they were.
        four: int = double(2)
        one: float = halve(2)
        assert (four, one) == (4, 1.0)
        vm.expose_module("robot", {"move": lambda n: n, "SPEED": 5})
        assert vm.eval("double(2) + half(2) + robot.move(1) + robot.SPEED") == 11.0

        before: Snapshot = vm.snapshot()
        vm.set("name", {"a": [1, (2, 3)]})
        vm.restore(before)
        with vm.transaction() as same:
            assert same is vm
        asked: bool = vm.interrupt()
        assert not asked

        paused: ScriptRun = vm.start("n = 1\nn = 2", paused=True)
        more: bool = paused.step_line() and paused.pause()
        shown: dict[str, Any] = paused.locals()
        assert more and isinstance(shown, dict) and paused.resume() and paused.result()


def pools() -> None:
    with VMPool(2, setup="def double(x): return x * 2", expose={"one": lambda: 1}) as pool:
        result: ScriptResult = pool.run("double(one())")
        with pool.borrow() as vm:
            same: VM = vm
            assert same.call("double", 2) == 4
        names: list[str] = list(pool.map(lambda vm, n: str(vm.call("double", n)), [1, 2]))
        values: list[ScriptResult] = list(pool.map(["1", "2"]))
        assert result.value == 2 and names == ["2", "4"] and len(values) == 2

        async def borrow() -> object:
            async with pool.borrow_async() as vm:
                awaited: ScriptResult = await vm.run_async("one()")
            return awaited.value

        assert asyncio.run(borrow()) == 1


def input_and_output() -> None:
    def answer(printed: str) -> str | None:
        return "Ada\n" if printed == "name? " else None

    def heard(text: str) -> None:
        assert text

    def answer_both(printed: str, errors: str) -> str:
        return "Ada\n" if printed and not errors else ""

    source = "print(input('name? '))"
    for result in (
        run_script(source, stdin="Ada\n", on_stdout=heard, on_stderr=sys.stderr),
        run_script(source, stdin=b"Ada\n"),
        run_script(source, stdin=["A", b"da\n"]),
        run_script(source, stdin=io.StringIO("Ada\n")),
        run_script(source, stdin=answer),
        run_script(source, stdin=answer_both),
        run_script("print('name? ' + open('f').read(3))", files={"f": b"Ada", "g": Path(__file__)}),
    ):
        assert result.stdout == "name? Ada\n"
    fixed = run_script("import time\ntime.time()", deterministic=Determinism(seed=1))
    assert fixed.value is not None


def failures() -> None:
    try:
        run_script("while True: pass", limits=Limits(steps=1000)).check()
    except LimitExceeded as error:
        assert error.result.status == "steps"
        info = error.result.error
        assert info is not None and info.limit == "steps" and info.stream is None
        assert info.limit != "step"  # type: ignore[comparison-overlap]
    else:
        raise AssertionError("no limit was reached")
    try:
        run_script("raise SystemExit('bye')").check()
    except ScriptError as failed:
        # The result of a script, not of anything.
        message: str | None = failed.result.exit_message
        restored: bool = failed.result.restored
        assert message == "bye" and not restored
    try:
        run_program(["false"]).check()
    except ProgramError as ended:
        code: int | None = ended.result.exit_code
        assert code == 1
    try:
        Limits(steps=0)
    except InvalidLimit as invalid:
        field: str = invalid.field
        assert (field, invalid.reason) == ("steps", "0 is not between 1 and 9223372036854775807")


def programs() -> None:
    result: ProgramResult = run_program(["true"], limits=limits())
    code: int | None = result.exit_code
    assert code == 0 and place(result) is None and result
    made = run_program(
        ["sh", "main.sh"],
        files={"main.sh": "cat; pwd", "data": b"", "copy": Path(__file__)},
        executable="main.sh",
        stdin=lambda stdout: None,
        readable=Path("/usr"),
        require="no_new_privs",
        terminal=(80, 24),
        limits=Limits(stack="1MiB"),
    )
    facts: dict[str, Any] = made.as_dict()
    assert facts["status"] == "ok"


def conversations() -> None:
    with open_program(["cat"]) as program:
        same: Program = program
        same.send("one\n", timeout=60)
        line: str = same.read_until("\n", timeout=60)
        same.send("two\n")
        match: re.Match[str] = same.expect("tw(.)", timeout=60)
        same.close_stdin()
        ended: ProgramResult = same.result(timeout=60)
    assert line == "one\n" and match[1] == "o" and ended.ok

    async def pieces() -> AsyncIterator[str]:
        yield "three"

    async def talk() -> None:
        async with open_program_async(["cat"]) as program:
            same: AsyncProgram = program
            typed: bool = await same.send("one\n")
            line: str = await same.read_until("\n", timeout=60)
        assert typed and line == "one\n"
        result: ProgramResult = await run_program_async(["cat"], stdin=pieces())
        assert result.stdout == "three"

    asyncio.run(talk())


def mistakes() -> None:
    """Never called."""
    Limits(steps="many")  # type: ignore[arg-type]
    Limits(memory=None)  # type: ignore[arg-type]
    Limits(1000)  # type: ignore[call-arg]
    limits().steps = 5  # type: ignore[misc]
    run_script(42)  # type: ignore[arg-type]
    run_script("", limits={"steps": 5})  # type: ignore[arg-type]
    run_script("", policy="open")  # type: ignore[arg-type]
    VM(Limits())  # type: ignore[call-arg]
    print(run_script("").error.message)  # type: ignore[union-attr]
    run_script("", stdin=5)  # type: ignore[arg-type]
    run_script("", on_stdout=lambda stream, text: None)  # type: ignore[arg-type]
    run_script("", on_output=lambda text: None)  # type: ignore[arg-type, misc]
    run_script("", std_in="")  # type: ignore[call-arg]
    VM().run("", deterministic=5)  # type: ignore[arg-type]
    VM().start("", pause=True)  # type: ignore[call-arg]
    VMPool(2).run("", interactiv=True)  # type: ignore[call-arg]
    pkhost.run_programm(["true"])  # type: ignore[attr-defined]
    pkhost.programs.run_programm  # type: ignore[attr-defined]  # noqa: B018
    run_program(["true"], overflow="drop")  # type: ignore[call-overload]
    asyncio.run(run_program_async(["true"], shell=True))  # type: ignore[call-overload]
    VMPool("2")  # type: ignore[arg-type]
    VMPool(2).map(lambda vm: 1, 5)  # type: ignore[call-overload]


if __name__ == "__main__":
    results(run_script("print('x')\n42"))
    vms()
    pools()
    input_and_output()
    failures()
    programs()
    conversations()
