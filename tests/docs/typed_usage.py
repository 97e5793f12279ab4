"""How a typed program uses pkhost: checked by mypy --strict, and run, by test_docs_types.py.

Each ``type: ignore`` marks a mistake that mypy has to find: one that it does not find is an error,
since ignoring for nothing is.
"""

from __future__ import annotations

import io

from pkhost import (
    VM,
    Determinism,
    ErrorInfo,
    LimitExceeded,
    Limits,
    Policy,
    ProgramResult,
    Result,
    ScriptResult,
    ScriptRun,
    Snapshot,
    Status,
    TracebackEntry,
    Usage,
    run_program,
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
        vm.expose_module("robot", {"move": lambda n: n})
        assert vm.eval("double(2) + half(2) + robot.move(1)") == 6.0

        before: Snapshot = vm.snapshot()
        vm.set("name", {"a": [1, (2, 3)]})
        vm.restore(before)
        with vm.transaction() as same:
            assert same is vm
        asked: bool = vm.interrupt()
        assert not asked


def input_and_output() -> None:
    def answer(printed: str) -> str | None:
        return "Ada\n" if printed == "name? " else None

    def heard(stream: str, text: str) -> None:
        assert stream == "stdout" and text

    source = "print(input('name? '))"
    for result in (
        run_script(source, stdin="Ada\n", on_output=heard),
        run_script(source, stdin=b"Ada\n"),
        run_script(source, stdin=["A", b"da\n"]),
        run_script(source, stdin=io.StringIO("Ada\n")),
        run_script(source, stdin=answer),
    ):
        assert result.stdout == "name? Ada\n"
    fixed = run_script("import time\ntime.time()", deterministic=Determinism(seed=1))
    assert fixed.value is not None


def failures() -> None:
    try:
        run_script("while True: pass", limits=Limits(steps=1000)).check()
    except LimitExceeded as error:
        assert error.result.status == "steps"
    else:
        raise AssertionError("no limit was reached")


def programs() -> None:
    result: ProgramResult = run_program(["true"], limits=limits())
    code: int | None = result.exit_code
    assert code == 0 and place(result) is None


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
    run_script("", on_output=lambda text: None)  # type: ignore[arg-type, misc]


if __name__ == "__main__":
    results(run_script("print('x')\n42"))
    vms()
    input_and_output()
    failures()
    programs()
