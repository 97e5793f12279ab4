"""stdin= means the same for scripts and for programs."""

from __future__ import annotations

import asyncio
import io
import warnings
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from pkhost import VM, Limits, run_program, run_program_async, run_script

LIMITS = Limits(wall_time=30)
ECHO = """
try:
    while True: print(input())
except EOFError: pass
"""


def script(stdin: Any) -> str:
    return run_script(ECHO, stdin=stdin, limits=LIMITS).check().stdout


def program(stdin: Any) -> str:
    stdout = run_program(["cat"], stdin=stdin, limits=LIMITS).check().stdout
    assert isinstance(stdout, str)
    return stdout


async def script_async(stdin: Any) -> str:
    with VM() as vm:
        return (await vm.run_async(ECHO, stdin=stdin, limits=LIMITS)).check().stdout


async def program_async(stdin: Any) -> str:
    stdout = (await run_program_async(["cat"], stdin=stdin, limits=LIMITS)).check().stdout
    assert isinstance(stdout, str)
    return stdout


def answering(*answers: str | bytes | None) -> Callable[[str], Any]:
    remaining = iter(answers)

    def answer(stdout: str) -> Any:
        assert isinstance(stdout, str)
        return next(remaining, None)

    return answer


def answering_to_two(*answers: str | bytes | None) -> Callable[[str, str], Any]:
    answer = answering(*answers)

    def answer_to_two(stdout: str, stderr: str) -> Any:
        assert stderr == ""
        return answer(stdout)

    return answer_to_two


BYTES = "é\nb\n".encode()
NOTHING: list[Callable[[], Any]] = [
    lambda: None,
    lambda: "",
    lambda: b"",
    lambda: [],
    lambda: iter(["", b""]),
    lambda: io.StringIO(""),
    lambda: io.BytesIO(b""),
    lambda: answering(None),
    lambda: Path("/dev/null"),
]
TWO_LINES: list[Callable[[], Any]] = [
    lambda: "é\nb\n",
    lambda: BYTES,
    lambda: bytearray(BYTES),
    lambda: memoryview(BYTES),
    lambda: ["é\n", b"b\n"],
    lambda: (piece for piece in ("é", "\nb\n", "")),
    lambda: io.StringIO("é\nb\n"),
    lambda: io.BytesIO(BYTES),
    lambda: answering("é\n", b"b\n"),
    lambda: answering_to_two("é\nb\n"),
]


def both_ways(make: Callable[[], Any]) -> list[str]:
    return [
        script(make()),
        program(make()),
        asyncio.run(script_async(make())),
        asyncio.run(program_async(make())),
    ]


@pytest.mark.parametrize("make", NOTHING)
def test_nothing_to_read(make: Callable[[], Any]) -> None:
    assert both_ways(make) == [""] * 4


@pytest.mark.parametrize("make", TWO_LINES)
def test_two_lines(make: Callable[[], Any]) -> None:
    assert both_ways(make) == ["é\nb\n"] * 4


def test_the_path_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "input"
    path.write_text("é\n" + "x" * 100_000 + "\n")
    assert both_ways(lambda: path) == [path.read_text()] * 4
    for run in (script, program):
        with pytest.raises(IsADirectoryError):
            run(tmp_path)
        with pytest.raises(FileNotFoundError):
            run(tmp_path / "missing")


def test_what_is_none_of_the_kinds() -> None:
    for run in (script, program):
        with pytest.raises(TypeError, match=r"stdin: expected None, .* path object, .* function"):
            run(5)
        with pytest.raises(TypeError, match="stdin: expected"):
            run([5])


# ---- Functions ----

ASKING = "import sys\nsys.stderr.write('e1')\nname = input('name? ')\nprint(name)\ninput('age? ')"
ASKING_SHELL = "printf e1 >&2; printf 'name? '; read name; echo $name; printf 'age? '; read age"


@pytest.mark.parametrize("two", [False, True])
def test_a_function_sees_what_was_printed_since_its_last_answer(two: bool) -> None:
    seen: list[tuple[str, ...]] = []

    def answer(*printed: str) -> str:
        stdout = printed[0]
        if not stdout.endswith("? ") or (two and not seen and printed[1] != "e1"):
            return ""  # of a program there may be less, which is not yet the question
        seen.append(printed)
        return "Ada\n" if "name" in stdout else "36\n"

    def answer_to_one(stdout: str) -> str:
        return answer(stdout)

    function: Any = answer if two else answer_to_one
    expected: list[tuple[str, ...]] = [("name? ",), ("Ada\nage? ",)]
    if two:
        expected = [("name? ", "e1"), ("Ada\nage? ", "")]
    run_script(ASKING, stdin=function, limits=LIMITS).check()
    assert seen == expected
    seen.clear()
    run_program(["sh", "-c", ASKING_SHELL], stdin=function, limits=LIMITS).check()
    assert seen == expected


def test_a_second_argument_with_a_default_is_the_functions_own() -> None:
    kept: list[str] = []

    def answer(stdout: str, mine: list[str] = kept) -> None:
        mine.append(stdout)

    run_script("input('x')", stdin=answer, limits=LIMITS)
    run_program(["true"], stdin=answer, limits=LIMITS).check()
    assert kept[:2] == ["x", ""]


# ---- Async ----


async def answer_async(stdout: str) -> str | None:
    await asyncio.sleep(0)
    if stdout.endswith("é\n"):
        return None
    return "é\n" if stdout == "" else ""


async def pieces() -> AsyncIterator[str | bytes]:
    yield "é\n"
    await asyncio.sleep(0)
    yield b""
    yield b"b\n"


def test_async_functions_and_iterables() -> None:
    async def main() -> None:
        for run in (script_async, program_async):
            assert await run(answer_async) == "é\n"
            assert await run(pieces()) == "é\nb\n"
            reader = asyncio.StreamReader()
            reader.feed_data("é\nb\n".encode())
            reader.feed_eof()
            assert await run(reader) == "é\nb\n"

    asyncio.run(main())


@pytest.mark.parametrize("run", [script, program])
def test_an_async_function_where_there_is_no_loop_says_what_to_write(
    run: Callable[[Any], str],
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # "coroutine was never awaited"
        with pytest.raises(TypeError, match="an async function needs run_"):
            run(answer_async)
        with pytest.raises(TypeError, match="stdin"):
            run(pieces())
