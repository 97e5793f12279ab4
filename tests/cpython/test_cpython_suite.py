"""What passes of CPython's own test suite, goes on to pass.

A part of the suite, within a fixed budget; scripts/cpython-tests runs all of it.  How many cases of
each module pass at least, is in held.toml.
"""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

import cpython_table
from building.errors import BuildError

QUICK: list[str] = cpython_table.tomllib.loads(cpython_table.HELD.read_text(encoding="utf-8"))[
    "quick"
]


@functools.cache
def suite() -> Path:
    try:
        return cpython_table.suite_folder()
    except BuildError as error:
        pytest.skip(f"CPython's test suite cannot be had: {error}")


@pytest.mark.parametrize("module", QUICK)
def test_no_fewer_cases_pass(module: str) -> None:
    excluded = cpython_table.excluded().get(module, {})
    outcome = cpython_table.run(suite(), module, excluded)
    failing = {
        case: why for case, (ended, why) in outcome.cases.items() if ended in ("failed", "error")
    }
    assert outcome.count("passed") >= cpython_table.held()[module], (outcome.problems, failing)


def test_every_quick_module_is_held() -> None:
    assert set(QUICK) <= set(cpython_table.held())
    assert set(QUICK) <= set(cpython_table.modules())
