"""Fixtures of the compiler's tests."""

from __future__ import annotations

from pathlib import Path

import parse_tree
import pytest


@pytest.fixture(scope="session")
def parse_tree_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parser as a program of its own, of the objects that the build has made."""
    return parse_tree.build(tmp_path_factory.mktemp("parser"))
