"""The sessions of the README and of the pages on scripts, run as doctests."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Each page, and how many examples it has at least: one whose prompts are no longer found would
# pass without a word.
PAGES = {
    "README.md": 10,
    "docs/index.md": 6,
    "docs/running-scripts.md": 30,
    "docs/limits.md": 30,
    "docs/security.md": 8,
    "docs/slices.md": 50,
}


@pytest.mark.parametrize(("page", "least"), PAGES.items(), ids=PAGES)
def test_session(page: str, least: int) -> None:
    failed, tried = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert failed == 0
    assert tried >= least


def test_docstrings() -> None:
    """The sessions in docstrings, of every module that has some."""
    tried = {}
    for path in sorted((ROOT / "pkhost").rglob("*.py")):
        if re.search(r"^ +>>> ", path.read_text("utf-8"), re.MULTILINE):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            failed, tried[name] = doctest.testmod(importlib.import_module(name))
            assert failed == 0, name
    assert all(tried.values())
    assert len(tried) >= 8


@pytest.mark.parametrize(
    "page", ["README.md", *sorted(p.name for p in (ROOT / "docs").glob("*.md"))]
)
def test_a_session_can_be_typed(page: str) -> None:
    """An empty line ends a block at Python's prompt, so there is none within a block."""
    path = ROOT / page if page == "README.md" else ROOT / "docs" / page
    assert re.findall(r"^\.\.\. *\n\.\.\. +\S.*", path.read_text("utf-8"), re.MULTILINE) == []


def test_the_readme_lists_every_page() -> None:
    listed = re.findall(
        r"^\| \[(docs/\w.*?\.md)\]\(\1\)", (ROOT / "README.md").read_text(), re.MULTILINE
    )
    there = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}
    assert set(listed) == there - {"docs/index.md", "docs/changelog.md"} | {"docs/recipes/index.md"}
