"""What a program can know of an error without reading its message."""

from __future__ import annotations

import errno
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from pkhost import (
    VM,
    ErrorInfo,
    InvalidLimit,
    LimitExceeded,
    Limits,
    Policy,
    ProgramResult,
    Status,
    run_program,
    run_script,
)

LOOP = "while True: pass"
DEEP = "def f():\n    f()\nf()"


def facts(error: ErrorInfo | None) -> tuple[str | None, str | None, str | None]:
    """The limit, the stream, the refused name."""
    assert error is not None
    return error.limit, error.stream, error.refused


# ---- Scripts ----


@pytest.mark.parametrize(
    ("limit", "value", "source"),
    [
        ("steps", 1000, LOOP),
        ("memory", "4MiB", "kept = []\nwhile True: kept.append('x' * 99)"),
        ("memory", "4MiB", "'x' * 100000000"),
        ("stdout", 10, "print('x' * 11)"),
        ("stderr", 10, "import sys\nsys.stderr.write('x' * 11)"),
        ("wall_time", 0.05, LOOP),
        ("cpu_time", 0.05, LOOP),
        ("disk", 1000, "open('f', 'w').write('x' * 2000)"),
        ("disk", 1, "open('f', 'w')"),
        ("recursion", 50, DEEP),
    ],
)
def test_a_script_that_reaches_a_limit(limit: str, value: Any, source: str) -> None:
    others = dict.fromkeys(("steps", "wall_time", "cpu_time"))
    result = run_script(source, limits=Limits(**{**others, limit: value}), files={})
    assert facts(result.error) == (limit, limit if limit in ("stdout", "stderr") else None, None)
    assert result.error is not None and result.error.hint is not None
    if limit not in ("recursion", "disk"):
        assert result.status.is_limit


def test_the_first_of_two_full_streams_is_named() -> None:
    """Both are full, one to the very byte and one by a byte too many: counts cannot tell."""
    both = Limits(stdout=10, stderr=10)
    full = "import sys\nsys.stdout.write('x' * {})\nsys.stderr.write('x' * {})"
    for written, over in (((10, 11), "stderr"), ((11, 11), "stdout"), ((11, 10), "stdout")):
        result = run_script(full.format(*written), limits=both)
        assert facts(result.error) == (over, over, None)
    result = run_script("import sys\nsys.stderr.write('x' * 10)\nprint('x' * 10)", limits=both)
    assert facts(result.error) == ("stdout", "stdout", None)


@pytest.mark.dialect("pocketpy", reason="Python's own gc and os are always there")
@pytest.mark.parametrize(
    ("source", "refused"),
    [
        ("import gc", "gc"),
        ("import os.path", "os"),
        ("from os import path", "os"),
        ("__import__('stdc')", "stdc"),
        ("open('x')", "open"),
        ("def f():\n    def g():\n        return open\n    return g()\nf()", "open"),
        # Kept, and raised again after others.
        (
            "try:\n    import gc\nexcept ImportError as e: kept = e\n"
            "try:\n    1 / 0\nexcept ZeroDivisionError: pass\n"
            "raise kept",
            "gc",
        ),
        # What is not there is not refused, and what a script raises itself is not known.
        ("import nothing", None),
        ("nothing", None),
        ("raise ImportError(\"module 'gc' is not allowed here\")", None),
        ("raise NameError(\"name 'open' is not defined\")", None),
        # One that was refused and caught says nothing of the next.
        ("try:\n    import gc\nexcept ImportError: pass\nraise ImportError('x')", None),
        ("try:\n    open\nexcept NameError: pass\nother", None),
        ("try:\n    open\nexcept NameError:\n    import os", "os"),
    ],
)
def test_what_the_policy_refused(source: str, refused: str | None) -> None:
    error = run_script(source, policy=Policy().hide("open")).error
    assert facts(error) == (None, None, refused)
    assert error is not None and (error.hint is not None) == (refused is not None)


def test_what_a_policy_shows_is_not_refused() -> None:
    assert run_script("import gc", policy=Policy().allow("gc")).ok
    error = run_script("print(1)", policy=Policy().hide("print")).error
    assert facts(error) == (None, None, "print")


@pytest.mark.parametrize(
    "source",
    [
        "raise RecursionError('maximum recursion depth exceeded')",
        "import sys\nsys.setrecursionlimit(40)\n" + DEEP,  # its own, not ours
        "raise OSError('[Errno 28] No space left on device')",
        "open('missing')",
        "1 / 0",
        "x = = 1",
        "exit(3)",
    ],
)
def test_an_exception_that_is_about_no_limit(source: str) -> None:
    result = run_script(source, files={})
    assert result.status is Status.ERROR
    assert facts(result.error) == (None, None, None)


@pytest.mark.dialect("pocketpy", reason="Python's own gc and os are always there")
def test_facts_are_of_one_run_only() -> None:
    with VM(limits=Limits(recursion=50)) as vm:
        assert facts(vm.run("import gc").error) == (None, None, "gc")
        assert facts(vm.run("raise ImportError('x')").error) == (None, None, None)
        assert facts(vm.run(DEEP).error) == ("recursion", None, None)
        assert facts(vm.run("1 / 0").error) == (None, None, None)
        assert facts(vm.run(LOOP, limits=Limits(steps=10)).error) == ("steps", None, None)
        assert facts(vm.run("nothing").error) == (None, None, None)
        vm.run("try:\n    import gc\nexcept ImportError as e: kept = e")
        assert facts(vm.run("raise kept").error) == (None, None, "gc")


def test_an_error_that_check_raises_carries_the_facts() -> None:
    with pytest.raises(LimitExceeded) as caught:
        run_script(LOOP, limits=Limits(steps=10)).check()
    assert facts(caught.value.result.error) == ("steps", None, None)


# ---- Programs ----


def run(source: str, **options: Any) -> ProgramResult:
    return run_program([sys.executable, "-c", source], **options)


@pytest.mark.parametrize(
    ("limit", "value", "source"),
    [
        ("stdout", 10, "print('x' * 11)"),
        ("stderr", 10, "import sys; sys.stderr.write('x' * 11)"),
        ("wall_time", 0.3, "import time; time.sleep(60)"),
        ("cpu_time", 0.2, LOOP),
        ("memory", "40MB", "kept = b'x' * 200_000_000; import time; time.sleep(60)"),
    ],
)
def test_a_program_that_reaches_a_limit(limit: str, value: Any, source: str) -> None:
    result = run(source, limits=Limits(**{limit: value}))
    assert result.status.is_limit, result
    assert facts(result.error) == (limit, limit if limit in ("stdout", "stderr") else None, None)
    assert result.error is not None and result.error.hint is not None


def test_the_stream_of_a_program_that_was_over_first_is_named() -> None:
    source = (
        "import os\nos.write(2, b'x' * 11)\nos.write(1, b'x' * 10)\nimport time\ntime.sleep(60)"
    )
    result = run(source, limits=Limits(stdout=10, stderr=10))
    assert facts(result.error) == ("stderr", "stderr", None)


def test_a_program_that_ends_by_itself_has_no_limit() -> None:
    assert facts(run("raise SystemExit(3)").error) == (None, None, None)
    result = run("import os, signal; os.kill(os.getpid(), signal.SIGTERM)")
    assert facts(result.error) == (None, None, None)
    assert result.error is not None and result.error.hint is None


def test_a_file_that_grows_too_large_has_a_hint_but_no_certain_limit() -> None:
    """The signal may have come from anywhere."""
    source = (
        "import signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
        "open('f', 'wb').write(b'x' * 5000)"
    )
    result = run(source, limits=Limits(file_size=4096))
    assert (result.status, result.signal) == (Status.SIGNALED, signal.SIGXFSZ), result
    assert facts(result.error) == (None, None, None)
    assert result.error is not None and "file_size" in (result.error.hint or "")


def test_a_program_that_cannot_be_started_has_a_hint(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("echo hello\n")
    result = run_program([str(program)], readable=[str(tmp_path)])
    assert (result.status, result.errno) == (Status.NOT_STARTED, errno.EACCES), result
    assert result.error is not None and "chmod" in (result.error.hint or "")
    program.chmod(0o755)
    result = run_program([str(program)], readable=[str(tmp_path)])
    assert (result.status, result.errno) == (Status.NOT_STARTED, errno.ENOEXEC), result
    assert result.error is not None and "#!" in (result.error.hint or "")


# ---- Limits that cannot be ----


def test_a_vms_memory_is_refused_by_its_field() -> None:
    for refused in (
        lambda: VM(limits=Limits(memory=1000)),
        lambda: run_script("1", limits=Limits(memory="100GiB")),
    ):
        with pytest.raises(InvalidLimit) as caught:
            refused()
        assert caught.value.field == "memory"
    with VM(limits=Limits(memory="4MiB")) as vm, pytest.raises(InvalidLimit) as caught:
        vm.run("1", limits=Limits(memory="8MiB"))
    assert caught.value.field == "memory"
