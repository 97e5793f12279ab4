"""The two homes of scripts, a thread of this process and a process of their own, for the tests.

What a script does must not depend on its home, so the tests of scripts run in both: every test of
a suite in ``SUITES`` has the parameter ``isolation``, and what it makes without naming a home
(``VM()``, ``run_script()``, ``VMPool()``, ``factory.home()``) is made in that one.  A test that
is about one home alone says so, and why::

    @pytest.mark.home("thread", reason="the regions of neighbours lie in one address space")

``pytest --home thread``, ``process`` or ``both`` says which are run.  Without that, all are, but of
``SAMPLED`` only a cross-section in a thread; a test that is named (``FILE::TEST``) is always run.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path, PurePath

from pkhost import run_script
from pkhost.engine import isolation

TESTS = Path(__file__).parent
HOMES = ("thread", "process")

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

SAMPLED = {
    "language": "what programs mean is up to the compiler and the engine",
    "library": "as the language",
    "ordinary": "as the language",
    "fuzz": "as the language",
    "engine/test_engine_natives.py": "what natives of the engine survive",
}
"""Suites, and files of suites, of which every test runs in a process, with the reason.

The object code that they are about is the same in both homes, and what is not (how a script comes
in, and what it prints, returns and raises goes out) is what every test of theirs uses.  So of each
file one test in ``SAMPLE`` shows that it is there in a thread too.
"""

SAMPLED_HOME = "thread"
SAMPLE = 6


def is_sampled(path: PurePath) -> bool:
    """Whether the tests of a file, relative to tests/, run in a thread only now and then."""
    return bool({path.as_posix(), suite_of(path)} & set(SAMPLED))


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
