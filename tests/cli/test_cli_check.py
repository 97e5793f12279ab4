"""``pkhost check``: findings as lines and as JSON, and its exit status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from cli_helpers import run

Write = Callable[..., Path]


def test_lines(script: Write) -> None:
    wrong, suspicious = script("x = (1\n", "a.py"), script("import re\nprint(totl)\n", "b.py")
    ended = run("check", wrong, suspicious)
    assert ended.stdout.splitlines() == [
        f"{wrong}:1:5: error: '(' was never closed",
        f"{suspicious}:1:8: warning: 're' is imported and not used [unused-import]",
        f"{suspicious}:2:7: warning: the name 'totl' is not defined [undefined-name]",
    ]
    assert ended.stderr == ""
    assert ended.returncode == 1


def test_exit_status(script: Write) -> None:
    fine, suspicious = script("print(1)", "a.py"), script("import re", "b.py")
    assert run("check", fine, "--strict").returncode == 0
    assert run("check", suspicious).returncode == 0
    assert run("check", suspicious, "--strict").returncode == 1
    assert run("check", fine.with_name("none.py")).returncode == 2
    assert run("check").returncode == 2


def test_standard_input_as_json() -> None:
    ended = run("check", "-", "--json", "--module", "game", stdin="import game, other\n")
    found = json.loads(ended.stdout)["<stdin>"]
    assert [(each["kind"], each["name"], each["column"]) for each in found] == [
        ("unused-import", "game", 8),
        ("unused-import", "other", 14),
        ("missing-module", "other", 14),
    ]
