"""Options of both halves: known names, unknown ones, old ones; one meaning for what they share."""

from __future__ import annotations

import asyncio
import inspect
import io
import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, get_type_hints

import pytest

from pkhost import (
    VM,
    AsyncRunOptions,
    LimitValues,
    ProgramAnyOptions,
    ProgramBytesOptions,
    ProgramOptions,
    Result,
    RunOptions,
    VMPool,
    open_program,
    open_program_async,
    run_program,
    run_program_async,
    run_script,
)
from pkhost.programs.options import CHECKS as PROGRAM_CHECKS
from pkhost.scripts.options import CHECKS, Options

# What prints "out" and "err", asks, and prints the answer.
SCRIPT = (
    "import sys\nprint('out', end='')\nsys.stderr.write('err')\nprint(input(), end='')\n"
    "sys.stderr.write('end')\n"
)
PROGRAM = ["sh", "-c", 'printf out; printf err >&2; read x; printf %s "$x"; printf end >&2']


@pytest.fixture(scope="module")
def vm() -> Iterator[VM]:
    with VM() as vm:
        yield vm


@pytest.fixture(scope="module")
def pool() -> Iterator[VMPool]:
    with VMPool(1) as pool:
        yield pool


Run = Callable[..., Result]


def _open(argv: list[str], **options: Any) -> Result:
    with open_program(argv, **options) as program:
        return program.result()


async def _open_async(argv: list[str], **options: Any) -> Result:
    async with open_program_async(argv, **options) as program:
        return await program.result()


def awaited(function: Callable[..., Awaitable[Result]]) -> Run:
    async def wait(**options: Any) -> Result:
        return await function(**options)

    return lambda **options: asyncio.run(wait(**options))


def runs(vm: VM, pool: VMPool) -> dict[str, Run]:
    """Everything that runs something and takes options; each does the same."""
    return {
        "run_script": lambda **o: run_script(SCRIPT, **o),
        "VM.run": lambda **o: vm.run(SCRIPT, **o),
        "VM.start": lambda **o: vm.start(SCRIPT, **o).result(),
        "VMPool.run": lambda **o: pool.run(SCRIPT, **o),
        "VM.run_async": awaited(lambda **o: vm.run_async(SCRIPT, **o)),
        "VMPool.run_async": awaited(lambda **o: pool.run_async(SCRIPT, **o)),
        "run_program": lambda **o: run_program(PROGRAM, **o),
        "open_program": lambda **o: _open(PROGRAM, **o),
        "run_program_async": awaited(lambda **o: run_program_async(PROGRAM, **o)),
        "open_program_async": awaited(lambda **o: _open_async(PROGRAM, **o)),
    }


EVERY = sorted(runs(None, None))  # type: ignore[arg-type]
ASYNC = [name for name in EVERY if name.endswith("_async")]
SYNC = [name for name in EVERY if name not in ASYNC]


@pytest.fixture
def run(request: pytest.FixtureRequest, vm: VM, pool: VMPool) -> Run:
    return runs(vm, pool)[request.param]


every = pytest.mark.parametrize("run", EVERY, indirect=True)
asynchronous = pytest.mark.parametrize("run", ASYNC, indirect=True)
synchronous = pytest.mark.parametrize("run", SYNC, indirect=True)


# ----------------------------------------------------------------------- definitions


def test_an_option_has_its_type_its_default_its_check_and_its_meaning() -> None:
    names = set(CHECKS)
    assert set(Options._fields) == names
    for options in (RunOptions, AsyncRunOptions):
        assert set(options.__annotations__) == names | {"on_output"}
    for program_options in (ProgramAnyOptions, ProgramOptions, ProgramBytesOptions):
        assert set(program_options.__annotations__) | {"text"} == set(PROGRAM_CHECKS)


@pytest.mark.parametrize(
    ("function", "options"),
    [
        (
            run_script,
            {*RunOptions.__annotations__, *inspect.signature(run_script).parameters} - {"options"},
        ),
        (run_program, {*PROGRAM_CHECKS, "argv"}),
    ],
)
def test_help_lists_every_option(function: Callable[..., Any], options: set[str]) -> None:
    described = re.findall(r":param (\w+):", inspect.getdoc(function) or "")
    assert len(described) == len(set(described))
    assert set(described) == options


def test_the_types_can_be_read() -> None:
    programs = (ProgramOptions, ProgramBytesOptions, ProgramAnyOptions)
    for options in (RunOptions, AsyncRunOptions, LimitValues, *programs):
        assert get_type_hints(options)


# --------------------------------------------------------------------- unknown names


@every
@pytest.mark.parametrize(
    ("wrong", "right"), [("std_in", "stdin"), ("onstdout", "on_stdout"), ("file", "files")]
)
def test_an_unknown_option_is_an_error_that_names_the_nearest(
    run: Run, wrong: str, right: str
) -> None:
    with pytest.raises(TypeError, match=f"'{wrong}'; did you mean '{right}'\\?"):
        run(**{wrong: None})


def test_arguments_of_one_function_are_known_there() -> None:
    with pytest.raises(TypeError, match="did you mean 'paused'"):
        VM().start("1", pasued=True)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="did you mean 'policy'"):
        run_script("1", polciy=None)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'paused'; there are: "):
        VM().run("1", paused=True)  # type: ignore[call-arg]


@every
def test_an_option_like_no_other_is_an_error_that_names_them_all(run: Run) -> None:
    with pytest.raises(TypeError, match=r"'qqq'; there are: .*on_stderr, on_stdout, .*stdin"):
        run(qqq=1)


# ------------------------------------------------------------------- output and input


@every
def test_functions_of_one_text_hear_each_stream(run: Run) -> None:
    heard: list[str] = []
    errors: list[str] = []
    result = run(stdin="answer\n", on_stdout=heard.append, on_stderr=errors.append)
    assert result.ok
    assert ("".join(heard), "".join(errors)) == ("outanswer", "errend")
    assert ("".join(heard), "".join(errors)) == (result.stdout, result.stderr)


@every
def test_one_of_them_alone(run: Run) -> None:
    errors: list[str] = []
    result = run(stdin="answer\n", on_stderr=errors.append, on_stdout=None)
    assert (result.stdout, "".join(errors)) == ("outanswer", "errend")


@every
def test_file_objects_get_what_their_kind_takes(run: Run) -> None:
    text, data = io.StringIO(), io.BytesIO()
    assert run(stdin="answer\n", on_stdout=text, on_stderr=data).ok
    assert (text.getvalue(), data.getvalue()) == ("outanswer", b"errend")


@asynchronous
def test_async_functions_hear_all_of_it_in_order(run: Run) -> None:
    heard: dict[str, list[str]] = {"out": [], "err": []}

    async def hear(text: str) -> None:
        for _ in range(3):
            await asyncio.sleep(0)
        heard["out"].append(text)

    async def hear_errors(text: str) -> None:
        await asyncio.sleep(0.001)
        heard["err"].append(text)

    result = run(stdin="answer\n", on_stdout=hear, on_stderr=hear_errors)
    assert ("".join(heard["out"]), "".join(heard["err"])) == ("outanswer", "errend")
    assert result.ok


@asynchronous
def test_what_an_async_function_raises_comes_out(run: Run) -> None:
    async def fail(text: str) -> None:
        await asyncio.sleep(0)
        raise LookupError(text)

    with pytest.raises(LookupError, match=r"^out"):
        run(stdin="answer\n", on_stdout=fail)


@synchronous
@pytest.mark.parametrize("name", ["on_stdout", "on_stderr", "stdin"])
def test_an_async_function_where_nothing_awaits_is_a_type_error(run: Run, name: str) -> None:
    async def nobody_awaits(text: str) -> str:
        return text

    with pytest.raises(TypeError, match=rf"^{name}: an async function needs \w+_async\(\)"):
        run(**{"stdin": "answer\n", name: nobody_awaits})


@every
@pytest.mark.parametrize("name", ["on_stdout", "on_stderr"])
def test_what_is_neither_is_a_type_error(run: Run, name: str) -> None:
    with pytest.raises(TypeError, match=f"^{name}: expected a function or a file object, not 5"):
        run(**{name: 5})


def _answers(asynchronous: bool) -> dict[str, tuple[Callable[..., Any], list[Any]]]:
    """Functions that answer once they have heard enough, and what they heard."""
    heard_one: list[Any] = []
    heard_two: list[Any] = []

    def one(stdout: str) -> str:
        if stdout == "out":
            heard_one.append(stdout)
        return "answer\n" if stdout == "out" else ""

    def two(stdout: str, stderr: str) -> str:
        if (stdout, stderr) == ("out", "err"):
            heard_two.append((stdout, stderr))
            return "answer\n"
        return ""

    async def one_async(stdout: str) -> str:
        await asyncio.sleep(0)
        return one(stdout)

    async def two_async(stdout: str, stderr: str) -> str:
        await asyncio.sleep(0)
        return two(stdout, stderr)

    if asynchronous:
        return {"one": (one_async, heard_one), "two": (two_async, heard_two)}
    return {"one": (one, heard_one), "two": (two, heard_two)}


@every
@pytest.mark.parametrize("texts", ["one", "two"])
def test_an_answer_function_takes_one_text_or_two(run: Run, texts: str) -> None:
    answer, heard = _answers(asynchronous=False)[texts]
    result = run(stdin=answer)
    assert (result.stdout, result.stderr) == ("outanswer", "errend")
    assert heard == [{"one": "out", "two": ("out", "err")}[texts]]


@asynchronous
@pytest.mark.parametrize("texts", ["one", "two"])
def test_an_async_answer_function_takes_one_text_or_two(run: Run, texts: str) -> None:
    answer, heard = _answers(asynchronous=True)[texts]
    result = run(stdin=answer)
    assert (result.stdout, result.stderr) == ("outanswer", "errend")
    assert heard == [{"one": "out", "two": ("out", "err")}[texts]]


# ------------------------------------------------------------------------- old names

SCRIPTS = [name for name in EVERY if "program" not in name]


@pytest.mark.parametrize("run", SCRIPTS, indirect=True)
def test_on_output_still_hears_both_and_is_warned_of(run: Run) -> None:
    heard: list[tuple[str, str]] = []
    with pytest.warns(DeprecationWarning, match="on_output= is an old name; use on_stdout="):
        run(stdin="answer\n", on_output=lambda stream, text: heard.append((stream, text)))
    for stream, expected in (("stdout", "outanswer"), ("stderr", "errend")):
        assert "".join(text for name, text in heard if name == stream) == expected


def test_the_warning_is_of_the_line_that_uses_the_old_name(pool: VMPool) -> None:
    def hear(stream: str, text: str) -> None:
        pass

    with pytest.warns(DeprecationWarning) as caught:
        run_script("1", on_output=hear)
        pool.run("1", on_output=hear)
    here = sys._getframe().f_lineno
    assert [(each.filename, each.lineno) for each in caught] == [
        (__file__, here - 2),
        (__file__, here - 1),
    ]


@pytest.mark.parametrize("name", ["on_stdout", "on_stderr"])
def test_the_old_name_and_a_new_one_are_refused(name: str) -> None:
    with (
        pytest.warns(DeprecationWarning),
        pytest.raises(TypeError, match=f"^on_output: the old name of {name}="),
    ):
        run_script("1", on_output=lambda stream, text: None, **{name: print})  # type: ignore[misc]


@pytest.mark.parametrize("value", ["no", "", [], 2])
def test_what_is_neither_true_nor_false(value: Any) -> None:
    with pytest.raises(TypeError, match=r"^interactive: expected True or False, not "):
        run_script("1", interactive=value)
    with pytest.raises(TypeError, match=r"^count_host_time: expected True or False, not "):
        VM(count_host_time=value)


def test_a_setup_that_is_no_script() -> None:
    with pytest.raises(TypeError, match=r"^setup: expected a script's text, not 5"):
        VMPool(1, setup=5)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("function", "options"),
    [
        (run_script, "RunOptions"),
        (VM.run, "RunOptions"),
        (VM.run_async, "AsyncRunOptions"),
        (VMPool.run, "RunOptions"),
        (run_program, "ProgramAnyOptions"),
        (run_program_async, "ProgramAnyOptions"),
        (open_program, "ProgramAnyOptions"),
        (open_program_async, "ProgramAnyOptions"),
    ],
)
def test_signatures_name_the_options(function: Callable[..., Any], options: str) -> None:
    """For help() and editors that look at functions, not at stubs."""
    parameters = inspect.signature(function).parameters
    assert parameters["options"].annotation == f"Unpack[{options}]"
    if options == "ProgramAnyOptions":
        assert parameters["text"].default is True
