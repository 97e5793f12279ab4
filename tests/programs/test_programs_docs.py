"""The page on programs and the examples say what is true."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pkhost import Limits
from pkhost.programs import PROTECTIONS
from pkhost.programs.protections import probe

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/programs.md"


def test_the_session_of_the_page() -> None:
    if probe()["mount_namespace"] != "on":
        pytest.skip("its session shows a private root")
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)
    assert tried > 10
    assert failed == 0


def test_the_page_has_every_protection_and_limit() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)`(?:, `(\w+)`)? \|", text, re.MULTILINE)
    named = {name for row in rows for name in row if name}
    scripts_only = {"steps", "recursion"}
    assert named == set(PROTECTIONS) | (set(Limits.__dataclass_fields__) - scripts_only)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("grade.py", ["case 1: right", "case 3: ERROR: exit code 1", "case 4: CPU_TIME"]),
        ("guess.py", ["25: higher", "that's it", "program ended well"]),
    ],
)
def test_examples(name: str, said: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "examples/programs" / name],
        capture_output=True, text=True, check=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    for text in said:
        assert text in done.stdout
