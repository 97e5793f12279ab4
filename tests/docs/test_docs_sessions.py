"""The sessions of the README and of the pages on scripts, run as doctests."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Each page, and how many examples it has at least: one whose prompts are no longer found would
# pass without a word.
PAGES = {
    "README.md": 10,
    "docs/scripts.md": 30,
    "docs/limits.md": 30,
    "docs/security.md": 8,
    "docs/slices.md": 50,
}


@pytest.mark.parametrize(("page", "least"), PAGES.items(), ids=PAGES)
def test_session(page: str, least: int) -> None:
    failed, tried = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert tried >= least


@pytest.mark.parametrize("name", ["vm", "once"])
def test_docstrings(name: str) -> None:
    import importlib

    failed, tried = doctest.testmod(importlib.import_module(f"pkhost.scripts.{name}"))
    assert failed == 0
    assert tried > 0
