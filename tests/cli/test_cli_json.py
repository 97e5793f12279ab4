"""``pkhost run --json``: one object, whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cli_helpers import run, run_json

Write = Callable[..., Path]


@pytest.mark.parametrize(
    ("status", "source", "options"),
    [
        ("ok", "import sys\nprint('é')\nsys.stderr.write('e')", ()),
        ("error", "def f():\n    raise ValueError('bad')\nf()", ()),
        ("steps", "while True: pass", ("--steps", "1000")),
        ("memory", "k = []\nwhile True: k.append('x' * 1000)", ("--memory", "4MiB")),
        ("output", "while True: print('spam')", ("--stdout", "1kB")),
        ("wall_time", "while True: pass", ("--time", "0.05", "--steps", "unlimited")),
        ("cpu_time", "while True: pass", ("--cpu-time", "0.05", "--steps", "unlimited")),
        ("crashed", "eval('(' * 100000)", ("--dialect", "pocketpy")),
    ],
)
def test_shape(status: str, source: str, options: tuple[str, ...], script: Write) -> None:
    found = run_json(script(source), *options)
    assert set(found) == {
        "status", "stdout", "stderr", "error", "usage", "restored", "value", "files",
        "host_exception", "exit_code", "exit_message", "protections",
    }  # fmt: skip
    assert found["status"] == status
    assert isinstance(found["stdout"], str)
    assert isinstance(found["stderr"], str)
    usage = found["usage"]
    assert set(usage) == {
        "steps", "wall_time", "cpu_time", "peak_memory", "stdout_bytes", "stderr_bytes",
        "user_time", "system_time", "context_switches",
    }  # fmt: skip
    assert usage["stdout_bytes"] == len(found["stdout"].encode())
    assert usage["stderr_bytes"] == len(found["stderr"].encode())
    assert usage["wall_time"] > 0
    if status == "crashed":
        assert found["restored"] is True
    error = found["error"]
    if status == "ok":
        assert error is None
        return
    assert set(error) == {
        "type", "message", "traceback", "limit", "stream", "refused", "hint",
        "text",
    }  # fmt: skip
    assert error["limit"] == {"output": "stdout", "error": None, "crashed": None}.get(
        status, status
    )
    assert error["stream"] == ("stdout" if status == "output" else None)
    fields = {"file", "line", "function", "source", "column", "indent"}
    assert all(set(entry) == fields for entry in error["traceback"])


def test_the_error_is_data(script: Write) -> None:
    path = script("def f():\n    raise ValueError('bad')\n\nf()")
    error = run_json(path)["error"]
    text = error.pop("text")
    assert text.startswith("Traceback (most recent call last):\n")
    assert text.endswith("\nValueError: bad")
    assert error == {
        "type": "ValueError",
        "message": "bad",
        "traceback": [
            {
                "file": str(path),
                "line": line,
                "function": function,
                "source": source,
                "column": 1 if function is None else 5,
                "indent": 0 if function is None else 4,
            }
            for line, function, source in ((4, None, "f()"), (2, "f", "raise ValueError('bad')"))
        ],
        "limit": None,
        "stream": None,
        "refused": None,
        "hint": None,
    }


def test_whatever_the_script_prints_is_inside_the_object(script: Write) -> None:
    source = 'print(\'{"status": "ok"}\\n\\x1b[2J\u2028é😀\')'
    found = run_json(script(source))
    assert found["stdout"] == '{"status": "ok"}\n\x1b[2J\u2028é😀\n'
    # Pure ASCII without control characters, so no reader and no terminal can be confused.
    assert run("run", "--json", script(source)).stdout.removesuffix("\n").isprintable()


def test_input_is_read_on_demand_all_the_same(script: Write) -> None:
    assert run_json(script("print(input())"), stdin="here\n")["stdout"] == "here\n"


def test_usage_errors_print_no_object(script: Write) -> None:
    done = run("run", "--json", script(""), "--memory", "nonsense")
    assert (done.returncode, done.stdout) == (2, "")
