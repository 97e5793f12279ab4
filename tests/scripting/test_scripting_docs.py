"""The page on many scripts says what is true, and so do the docstrings."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "many-scripts.md"


def test_the_sessions_of_the_page() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (failed, tried > 15) == (0, True)


@pytest.mark.parametrize("name", ["pool", "functions", "values"])
def test_docstrings(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"pkhost.scripts.{name}")).failed == 0
