"""The two homes of scripts, a thread of this process and a process of their own, for the tests.

What a script does must not depend on its home, so the tests of scripts run in both: every test of
a suite in ``SUITES`` has the parameter ``isolation``, and what it makes without naming a home
(``VM()``, ``run_script()``, ``VMPool()``, ``factory.home()``) is made in that one.  A test that
is about one home alone says so, and why::

    @pytest.mark.home("thread", reason="the regions of neighbours lie in one address space")

``pytest --home thread``, ``process`` or ``both`` says which are run.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path, PurePath

from pkhost import run_script
from pkhost.engine import isolation

TESTS = Path(__file__).parent
HOMES = ("thread", "process")

SELECTED = "both"
"""What ``--home`` is if it is not given."""

SUITES = {
    "engine",
    "interrupts",
    "language",
    "scripting",
    "slices",
    "test_corpus",
    "test_corpus_mutated",
    "test_corpus_stopping",
    "differential",
    "library",
    "ordinary",
    "fuzz",
}
"""The suites of scripts: folders and files below tests/.  isolation/ is all about processes."""

WITHOUT = {
    "interrupts/test_interrupts_ownership.py": "no script runs in it",
    "interrupts/test_interrupts_programs.py": "programs have a home of their own",
    "engine/test_engine_import.py": "what importing does, before there is a VM",
    "engine/test_engine_constants.py": "numbers and names that C and Python both write down",
    "scripting/test_scripting_names.py": "names of the library's own",
}
"""Files of these suites in which no test depends on a home."""

ONE_HOME = (
    "differential",
    "engine/test_engine_cut_numbers.py",
    "engine/test_engine_numbers.py",
)
"""What functions of PocketPy's and ours give for their arguments.

The object code of the engine is the same in both homes, and these tests look at nothing else, at
millions of values.  So they run in one home.  The corpus, and all other tests, run in both.
"""


def suite_of(path: PurePath) -> str:
    """The folder that a path relative to tests/ is in, or else its file's name."""
    return path.parts[0].removesuffix(".py")


def only_home(path: PurePath) -> str | None:
    """The only home of the tests of a file, if there is one for reasons that are written here."""
    return "thread" if {path.as_posix(), suite_of(path)} & set(ONE_HOME) else None


def has_homes(path: PurePath) -> bool:
    """Whether the tests of a file, relative to tests/, run in homes."""
    return suite_of(path) in SUITES and path.as_posix() not in WITHOUT


_chosen: str | None = None


def current() -> str:
    """The home of what is made without naming one."""
    return isolation.DEFAULT_ISOLATION


def chosen() -> str | None:
    """The home of the test that runs, if it has one."""
    return _chosen


@contextlib.contextmanager
def at_home(home: str | None) -> Iterator[str]:
    """Let a home be that of what is made without naming one; ``None`` changes nothing."""
    global _chosen
    before = current()
    _chosen = home
    isolation.DEFAULT_ISOLATION = home or before  # type: ignore[assignment]
    try:
        if home == "process":
            run_script("1")  # the first starts what stays for all later ones
        yield current()
    finally:
        _chosen = None
        isolation.DEFAULT_ISOLATION = before  # type: ignore[assignment]
