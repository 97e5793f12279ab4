"""The dialects that the scripts of tests are in: Python, the default, or PocketPy's own.

What a test makes without naming a dialect (``VM()``, ``run_script()``, ``VMPool()``,
``home.new_vm()``) is in the one that this table gives its file, and has the parameter ``dialect``
with its name.  Everything that is not in the table is in Python.  A single test can say so too, and
why::

    @pytest.mark.dialect("pocketpy", reason="its parser counts the levels of a source")

``pytest --dialect python``, ``pocketpy`` or ``both`` says which are run.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import PurePath

import homes
from pkhost.engine import dialect

DIALECTS = ("python", "pocketpy")

SELECTED = "both"
"""What ``--dialect`` is if it is not given."""

POCKETPY = {
    "differential": "what PocketPy's functions, and ours in their place, give for their arguments",
    "test_same_as_stock": "the stock library has this dialect only",
    "docs/test_docs_dialect.py": "docs/dialect.md is about it",
    "slices/test_slices_files.py": "PocketPy's file objects; Python's: language/test_files.py",
    "cli/test_cli_report.py": "pkhost's words of an exception; in Python the script prints it",
    "engine/test_engine_cut_numbers.py": "how PocketPy's parser reads numbers",
    "engine/test_engine_numbers.py": "PocketPy's integers of 64 bits",
    "engine/test_engine_syntax_errors.py": "its parser's errors",
}
"""The suites, and files of suites, that are about PocketPy's own dialect, with the reason."""

BOTH = {
    "test_corpus": "hostile scripts reach for what either has",
    "test_corpus_mutated": "as the corpus",
    "test_corpus_stopping": "as the corpus",
}
"""Those whose tests run in both, with the reason.

PocketPy's own dialect in one home, ``POCKETPY_HOME``: its code is the same in both, and the scripts
run in the other in Python.
"""

POCKETPY_HOME = "thread"
"""Where the corpus notes the lines that a script comes to: corpus.py."""


def of_file(path: PurePath) -> tuple[str, ...]:
    """The dialects of the tests of a file, relative to tests/; none if it is the constant's."""
    names = {path.as_posix(), homes.suite_of(path)}
    if names & set(POCKETPY):
        return ("pocketpy",)
    if names & set(BOTH):
        return DIALECTS
    return ("python",) if homes.has_homes(path) else ()


def is_run(path: PurePath, home: str | None, name: str | None) -> bool:
    """Whether the tests of a file run in this home and dialect together."""
    only_here = homes.suite_of(path) in BOTH and name == "pocketpy"
    return not only_here or home in (None, POCKETPY_HOME)


_chosen: str | None = None


def current() -> str:
    """The dialect of what is made without naming one."""
    return dialect.DEFAULT_DIALECT


def chosen() -> str | None:
    """The dialect of the test that runs, if it has one."""
    return _chosen


@contextlib.contextmanager
def in_dialect(name: str | None) -> Iterator[str]:
    """Let a dialect be that of what is made without naming one; ``None`` changes nothing."""
    global _chosen
    before = current()
    _chosen = name
    dialect.DEFAULT_DIALECT = name or before  # type: ignore[assignment]
    try:
        yield current()
    finally:
        _chosen = None
        dialect.DEFAULT_DIALECT = before  # type: ignore[assignment]
