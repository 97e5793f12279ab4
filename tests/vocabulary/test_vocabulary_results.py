"""Results: their shape, what check() raises, and how they read."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from pkhost import (
    VM,
    ErrorInfo,
    Interrupted,
    InvalidLimit,
    LimitExceeded,
    Limits,
    PkhostError,
    Policy,
    ProgramEnded,
    ProgramError,
    ProgramResult,
    ProtectionUnavailable,
    Result,
    ResultError,
    ScriptError,
    ScriptResult,
    Status,
    TracebackEntry,
    Usage,
    run_script,
)

USAGE = Usage(
    wall_time=0.5, cpu_time=0.25, peak_memory=3 << 20, stdout_bytes=3, stderr_bytes=0, steps=12345
)
WHERE = (
    TracebackEntry("main.py", 7, None, "f(1)"),
    TracebackEntry("main.py", 3, "f", "1 / 0"),
)


def script_result(status: Status = Status.OK, **changes: object) -> ScriptResult:
    error = None if status is Status.OK else ErrorInfo(status.name, "because", WHERE)
    values: dict[str, object] = {
        "status": status,
        "stdout": "out",
        "stderr": "",
        "error": error,
        "usage": USAGE,
        "restored": False,
    }
    return ScriptResult(**{**values, **changes})  # type: ignore[arg-type]


def program_result(status: Status, **changes: object) -> ProgramResult:
    values: dict[str, object] = {
        "status": status,
        "stdout": "",
        "stderr": "",
        "error": None if status is Status.OK else ErrorInfo(status.name, "because"),
        "usage": USAGE,
        "exit_code": 0,
        "signal": None,
        "protections": {},
    }
    return ProgramResult(**{**values, **changes})  # type: ignore[arg-type]


def test_a_real_result_has_the_whole_shape() -> None:
    result = run_script("print('a')\nimport sys\nsys.stderr.write('bc')")
    assert isinstance(result, ScriptResult)
    assert isinstance(result, Result)
    assert result.status is Status.OK
    assert result.ok is True
    assert (result.stdout, result.stderr) == ("a\n", "bc")
    assert result.error is None
    assert result.restored is False
    usage = result.usage
    assert isinstance(usage, Usage)
    assert usage.steps is not None and usage.steps > 0
    assert usage.peak_memory is not None and usage.peak_memory > 0
    assert (usage.stdout_bytes, usage.stderr_bytes) == (2, 2)
    assert 0 < usage.wall_time < 60
    assert 0 < usage.cpu_time < 60
    assert (usage.user_time, usage.system_time, usage.context_switches) == (None, None, None)
    # It is not made by its own __init__, which is slow.
    assert list(vars(result)) == [field.name for field in dataclasses.fields(ScriptResult)]
    assert result == ScriptResult(**vars(result))


def test_a_real_error_has_type_message_and_places() -> None:
    result = run_script(
        "class Mine(Exception): pass\ndef f(x):\n    raise Mine('what ' + x)\n\nf('for')",
        filename="s.py",
    )
    assert result.status is Status.ERROR
    assert result.ok is False
    text = (
        "Traceback (most recent call last):\n"
        '  File "s.py", line 5, in <module>\n'
        "    f('for')\n"
        '  File "s.py", line 3, in f\n'
        "    raise Mine('what ' + x)\n"
        "Mine: what for"
    )
    places = (
        TracebackEntry("s.py", 5, None, "f('for')", column=1),
        TracebackEntry("s.py", 3, "f", "raise Mine('what ' + x)", column=5, indent=4),
    )
    assert result.error == ErrorInfo("Mine", "what for", places, text=text)
    assert str(result.error) == text
    # Without the text of its own dialect, as of limits and of PocketPy's.
    assert str(ErrorInfo("Mine", "what for", places)) == (
        "Traceback (most recent call last):\n"
        '  File "s.py", line 5\n'
        "    f('for')\n"
        "    ^\n"
        '  File "s.py", line 3, in f\n'
        "    raise Mine('what ' + x)\n"
        "    ^\n"
        "Mine: what for"
    )


@pytest.mark.parametrize("status", Status)
def test_check(status: Status) -> None:
    result = script_result(status)
    if status is Status.OK:
        assert result.check() is result
        return
    expected = (
        LimitExceeded
        if status.is_limit
        else Interrupted
        if status is Status.INTERRUPTED
        else ScriptError
    )
    with pytest.raises(expected) as caught:
        result.check()
    assert type(caught.value) is expected
    assert isinstance(caught.value, ResultError)
    assert isinstance(caught.value, PkhostError)
    assert caught.value.result is result
    assert "because" in str(caught.value)


@pytest.mark.parametrize("status", Status)
def test_check_of_a_program(status: Status) -> None:
    result = program_result(status)
    if status is Status.OK:
        assert result.check() is result
        return
    expected = (
        LimitExceeded
        if status.is_limit
        else Interrupted
        if status is Status.INTERRUPTED
        else ProgramError
    )
    with pytest.raises(expected) as caught:
        result.check()
    assert type(caught.value) is expected


def test_check_without_an_error_says_the_status() -> None:
    with pytest.raises(ScriptError, match="crashed"):
        script_result(Status.CRASHED, error=None).check()


def test_check_of_real_results() -> None:
    assert run_script("x = 1").check().ok
    with pytest.raises(ScriptError, match="ZeroDivisionError"):
        run_script("1 / 0").check()
    with pytest.raises(LimitExceeded, match="1000 steps"):
        run_script("while True: pass", limits=Limits(steps=1000)).check()


@pytest.mark.parametrize("status", Status)
def test_str_is_for_people(status: Status) -> None:
    text = str(script_result(status))
    assert text.startswith("script ")
    assert "12,345 steps" in text
    assert "500.0 ms" in text
    assert "3.0 MiB memory" in text
    if status is Status.OK:
        assert "\n" not in text
    else:
        assert text.endswith(f"{status.name}: because")
        assert 'File "main.py", line 3, in f' in text


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.0, "0 µs"), (5e-6, "5 µs"), (0.0015, "1.5 ms"), (0.999, "999.0 ms"), (75.5, "75.50 s")],
)
def test_durations_in_words(seconds: float, shown: str) -> None:
    usage = dataclasses.replace(USAGE, wall_time=seconds)
    assert f"({shown}," in str(script_result(usage=usage))


@pytest.mark.parametrize(
    ("size", "shown"),
    [(5, "5 B"), (2048, "2.0 KiB"), (3 << 20, "3.0 MiB"), (5 << 30, "5.0 GiB"), (0, "0 B")],
)
def test_sizes_in_words(size: int, shown: str) -> None:
    usage = dataclasses.replace(USAGE, peak_memory=size)
    assert f"{shown} memory" in str(script_result(usage=usage))


def test_what_was_not_measured_is_not_shown() -> None:
    text = str(script_result(usage=dataclasses.replace(USAGE, steps=None, peak_memory=None)))
    assert "steps" not in text
    assert "memory" not in text


@pytest.mark.parametrize("status", Status)
def test_repr_is_one_short_line(status: Status) -> None:
    text = repr(script_result(status, stdout="x" * 1000 + "\n", stderr="é\n" * 500))
    assert text.startswith(f"<ScriptResult status={status.name} stdout='xxx")
    assert "\n" not in text
    assert len(text) < 400
    assert repr(program_result(status)).startswith(f"<ProgramResult status={status.name}")


def test_results_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        script_result().status = Status.ERROR  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        USAGE.steps = 1  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        WHERE[0].line = 1  # type: ignore[misc]


def test_usage_is_a_value() -> None:
    assert dataclasses.replace(USAGE) == USAGE
    assert hash(dataclasses.replace(USAGE)) == hash(USAGE)
    with pytest.raises(TypeError):
        Usage(1, 2, 3, 4, 5)  # type: ignore[misc]


def test_results_can_be_copied_and_pickled() -> None:
    for result in (run_script("print(1)"), run_script("1 / 0"), program_result(Status.OK)):
        assert copy.copy(result) == result
        assert copy.deepcopy(result) == result
        assert pickle.loads(pickle.dumps(result)) == result


def test_errors_without_a_place_read_well() -> None:
    assert str(ErrorInfo("STEPS", "the limit")) == "STEPS: the limit"
    assert str(ErrorInfo("ValueError", "")) == "ValueError"
    assert repr(ErrorInfo("A", "b")) == "ErrorInfo(type='A', message='b', traceback=())"
    assert repr(ErrorInfo("STEPS", "b", limit="steps", hint="c")) == (
        "ErrorInfo(type='STEPS', message='b', traceback=(), limit='steps', hint='c')"
    )
    assert str(TracebackEntry("f.py", 0, None, None)) == '  File "f.py", line 0'
    assert str(TracebackEntry("f.py", 5, "g", None)) == '  File "f.py", line 5, in g'


# ---- Exceptions ----


def every_exception() -> list[PkhostError]:
    def below(kind: type[PkhostError]) -> list[type[PkhostError]]:
        return [kind, *(each for sub in kind.__subclasses__() for each in below(sub))]

    made: list[PkhostError] = []
    for kind in dict.fromkeys(below(PkhostError)):
        if not kind.__module__.startswith("pkhost"):
            continue  # a test's own
        if issubclass(kind, (ResultError, ProgramEnded)):
            made.append(kind("what happened", script_result(Status.STEPS)))
        elif kind is ProtectionUnavailable:
            made.append(ProtectionUnavailable({"seccomp": "the kernel has none"}))
        elif kind is InvalidLimit:
            made.append(InvalidLimit("steps", "-1 is too few"))
        else:
            made.append(kind("what happened"))
    return made


@pytest.mark.parametrize("error", every_exception(), ids=lambda error: type(error).__name__)
def test_every_exception_can_be_pickled(error: PkhostError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


_IN_A_PROCESS_POOL = """
import concurrent.futures, multiprocessing
import pkhost

def exceed_a_limit(steps):
    pkhost.run_script("while True: pass", limits=pkhost.Limits(steps=steps)).check()

if __name__ == "__main__":
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        try:
            list(pool.map(exceed_a_limit, [100]))
        except pkhost.LimitExceeded as error:
            print(error.result.status, error.result.usage.steps)
"""


def test_an_exception_comes_home_from_a_process_pool(tmp_path: Path) -> None:
    # In a process of its own, since multiprocessing leaves a child that it keeps for later.
    path = tmp_path / "pool.py"
    path.write_text(_IN_A_PROCESS_POOL)
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("steps 100\n", "")


class _CannotBePickled(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__(f"{one} and {two}")


def test_a_hosts_exception_that_cannot_be_pickled_is_replaced_by_its_text() -> None:
    result = script_result(Status.ERROR, host_exception=_CannotBePickled(1, 2))
    again = pickle.loads(pickle.dumps(result))
    assert type(again.host_exception) is RuntimeError
    assert str(again.host_exception) == "_CannotBePickled: 1 and 2"
    assert type(result.host_exception) is _CannotBePickled


def test_a_hosts_exception_that_can_be_pickled_is_kept() -> None:
    result = script_result(Status.ERROR, host_exception=KeyError("k"))
    assert repr(pickle.loads(pickle.dumps(result)).host_exception) == "KeyError('k')"


def test_a_hosts_exception_is_the_cause() -> None:
    def fail() -> None:
        raise OSError("the disk is full")

    with VM() as vm:
        vm.expose(fail)
        for failing in (
            lambda: vm.run("fail()").check(),
            lambda: vm.eval("fail()"),
            lambda: vm.call("fail"),
        ):
            with pytest.raises(ScriptError) as caught:
                failing()
            assert type(caught.value.__cause__) is OSError
            assert caught.value.__cause__ is caught.value.result.host_exception
        with pytest.raises(ScriptError) as caught:
            vm.eval("1 // 0")
        assert caught.value.__cause__ is None


# ---- Truth, and JSON ----


@pytest.mark.parametrize("status", Status)
def test_a_result_is_true_if_it_is_ok(status: Status) -> None:
    assert bool(script_result(status)) is (status is Status.OK)
    assert bool(program_result(status)) is (status is Status.OK)


def test_a_result_as_a_dict_holds_everything_and_is_json() -> None:
    with VM(policy=Policy().show("open")) as vm:
        result = vm.run(
            "with open('f', 'w') as file: file.write('hi')\n"
            "{'a': (1, 2.5), 2: b'\\xff', 'inf': float('inf'), 'set': {3}, 'dots': ...}",
            files={},
        )
    found = json.loads(json.dumps(result.as_dict(), allow_nan=False))
    assert list(found) == [each.name for each in dataclasses.fields(result)]
    assert found["status"] == "ok"
    assert found["value"] == {
        "a": [1, 2.5],
        "2": "/w==",
        "inf": "inf",
        "set": [3],
        "dots": "Ellipsis",
    }
    assert found["files"] == {"f": "aGk="}
    assert found["usage"]["steps"] == result.usage.steps


@pytest.mark.parametrize("status", Status)
def test_every_result_as_a_dict_is_json(status: Status) -> None:
    for result in (
        script_result(status, host_exception=ValueError("x")),
        program_result(status, stdout=b"\xff", stderr="half \ud800"),
    ):
        found = json.loads(json.dumps(result.as_dict(), allow_nan=False))
        assert found["status"] == status.value
        if result.error is not None:
            assert found["error"]["type"] == result.error.type
            assert found["error"]["message"] == result.error.message
    assert found["stdout"] == "\N{REPLACEMENT CHARACTER}"
    assert found["stderr"] == "half ?"


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("1", None),
        ("1 / 0", None),
        ("exit()", 0),
        ("exit(0)", 0),
        ("exit(3)", 3),
        ("exit(-1)", -1),
        ("raise SystemExit", 0),
        ("raise SystemExit(None)", 0),
        ("raise SystemExit(4)", 4),
        ("raise SystemExit('bye')", 1),
        ("def f():\n    exit(7)\nf()", 7),
        ("try:\n    raise SystemExit(2)\nexcept SystemExit: pass", None),
        ("try:\n    raise SystemExit(2)\nexcept SystemExit: 1 / 0", None),
    ],
)
def test_the_exit_code_of_a_script(source: str, code: int | None) -> None:
    result = run_script(source)
    assert result.exit_code == code
    assert result.ok is (code == 0 or source == "1" or source.endswith("pass"))
    assert result.exit_message == ("bye" if "bye" in source else None)


@pytest.mark.parametrize(
    ("given", "message"),
    [("'two\\nlines'", "two\nlines"), ("'3'", "3"), ("2.5", "2.5"), ("[1]", "[1]"), ("1", None)],
)
def test_a_script_that_exits_with_a_message(given: str, message: str | None) -> None:
    with VM() as vm:
        result = vm.run(f"raise SystemExit({given})")
        assert (result.exit_code, result.exit_message) == (1, message)
        assert vm.run("1").exit_message is None
        assert vm.run("exit(1)").exit_message is None


def test_a_script_that_is_stopped_has_no_exit_code() -> None:
    source = "try:\n    while True: pass\nexcept: exit(3)"
    assert run_script(source, limits=Limits(steps=1000)).exit_code is None
    with VM() as vm:
        assert vm.run("exit(3)").exit_code == 3
        assert vm.run("1").exit_code is None
