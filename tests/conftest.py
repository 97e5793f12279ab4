"""What all tests share: settings, a cross-section for the impatient, and how far it is."""

from __future__ import annotations

import getpass
import os
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import dialects
import homes

TESTS = Path(__file__).parent

# A shared machine has slow moments, which are no bug of anybody's; and a failure that comes
# once in a hundred runs helps nobody, so the examples are the same in every run.
settings.register_profile(
    "pkhost",
    deadline=None,
    derandomize=True,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("quick", parent=settings.get_profile("pkhost"), max_examples=10)
settings.load_profile("pkhost")

# A shell that starts something in the background lets it ignore these, and so would all that the
# tests start.
for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGTERM):
    if signal.getsignal(number) is signal.SIG_IGN:
        ordinary = signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL
        signal.signal(number, ordinary)

# pytest names its folder after $LOGNAME or the like, and after nobody ("unknown") for all users
# without a name.  One that is another user's would be an error in every test.
if "PYTEST_DEBUG_TEMPROOT" not in os.environ:
    try:
        user = getpass.getuser()
    except (ImportError, KeyError, OSError):
        user = "unknown"
    of_that_name = Path(tempfile.gettempdir(), f"pytest-of-{user}")
    if of_that_name.exists() and of_that_name.stat().st_uid != os.getuid():
        ours = of_that_name.with_name(f"pytest-of-{os.getuid()}")
        ours.mkdir(mode=0o700, exist_ok=True)  # pytest looks whose it is, too
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(ours)


def suite_of(item: pytest.Item) -> str:
    """The folder below tests that an item is in, or else its file's name."""
    return homes.suite_of(item.path.relative_to(TESTS))


# ---------------------------------------------------------------- the two homes and dialects


@pytest.fixture(scope="module", autouse=True)
def isolation(request: pytest.FixtureRequest) -> Iterator[str]:
    """The home of the scripts of this test, which is the default while it runs: see homes.py."""
    with homes.at_home(getattr(request, "param", None)) as home:
        yield home


@pytest.fixture(scope="module", autouse=True)
def dialect(request: pytest.FixtureRequest) -> Iterator[str]:
    """The dialect of the scripts of this test, which is the default while it runs: dialects.py."""
    with dialects.in_dialect(getattr(request, "param", None)) as name:
        yield name


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    test = metafunc.definition
    path = test.path.relative_to(TESTS)
    if homes.has_homes(path):
        metafunc.parametrize("isolation", homes.HOMES, indirect=True, scope="module")
    # And those that marks of its parameters name; is_selected() takes what belongs together.
    named = {mark.args[0] for mark in marks_of_parameters(test) if mark.name == "dialect"}
    only = only_one(test, "dialect", dialects.DIALECTS)
    own = (only,) if only else dialects.of_file(path)
    if names := [name for name in dialects.DIALECTS if name in {*own, *named}]:
        metafunc.parametrize("dialect", names, indirect=True, scope="module")


def marks_of_parameters(test: pytest.Item) -> Iterator[pytest.Mark]:
    for parametrize in test.iter_markers("parametrize"):
        for values in parametrize.args[1]:
            for mark in getattr(values, "marks", ()):
                yield getattr(mark, "mark", mark)


def only_one(test: pytest.Item, marker: str, names: tuple[str, ...]) -> str | None:
    """The only home, or dialect, that a test runs in by its marker, which must give a reason."""
    found = test.get_closest_marker(marker)
    if found is None:
        return None
    if found.args not in [(name,) for name in names] or not found.kwargs.get("reason"):
        raise pytest.UsageError(
            f'{test.nodeid}: a name and a reason are wanted: {marker}("{names[0]}", reason="…")'
        )
    return str(found.args[0])


def is_selected(item: pytest.Item, config: pytest.Config) -> bool:
    """Whether a test is to run in the home and the dialect that it has, if it has some."""
    params = item.callspec.params if hasattr(item, "callspec") else {}
    home, dialect = params.get("isolation"), params.get("dialect")
    path = item.path.relative_to(TESTS)
    only = only_one(item, "home", homes.HOMES) or homes.only_home(path)
    if home is not None and home != (only or home):
        return False
    only = only_one(item, "dialect", dialects.DIALECTS)
    if dialect not in (None, *((only,) if only else dialects.of_file(path))):
        return False
    if not dialects.is_run(path, home, dialect):
        return False
    wanted = config.getoption("home") or "both", config.getoption("dialect")
    return all(
        has is None or one in (has, "both")
        for has, one in zip((home, dialect), wanted, strict=True)
    )


# ------------------------------------------------------------------------- the cross-section

FUNCTIONS_A_FILE = 3
SCRIPTS_A_TOPIC = 2


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick",
        action="store_true",
        help="a cross-section of the tests that were chosen, which takes less than a minute",
    )
    parser.addoption(
        "--home",
        choices=(*homes.HOMES, "both"),
        help="where scripts run: thread, process, or in both homes (default: in both, but see "
        "SAMPLED in tests/homes.py)",
    )
    parser.addoption(
        "--dialect",
        choices=(*dialects.DIALECTS, "both"),
        default=dialects.SELECTED,
        help="the dialect of scripts: python, pocketpy, or both (default: %(default)s)",
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("quick"):
        settings.load_profile("quick")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Take the tests of the homes and dialects selected; with --quick, some of each file."""
    kept = {item for item in items if is_selected(item, config)}
    if config.getoption("home") is None and not any("::" in named for named in config.args):
        kept -= left_out([item for item in items if item in kept])
    if config.getoption("quick"):
        kept = cross_section([item for item in items if item in kept])
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def left_out(items: list[pytest.Item]) -> set[pytest.Item]:
    """The tests that are run in one home and need not be in the other: ``SAMPLED`` of homes.py."""
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        params = item.callspec.params if hasattr(item, "callspec") else {}
        if (
            params.get("isolation") == homes.SAMPLED_HOME
            and homes.is_sampled(item.path.relative_to(TESTS))
            and item.get_closest_marker("home") is None
        ):
            files.setdefault(item.path, []).append(item)
    return {
        item for same in files.values() for number, item in enumerate(same) if number % homes.SAMPLE
    }


def cross_section(items: list[pytest.Item]) -> set[pytest.Item]:
    """Some functions of each file, each with its first parameters; none that is slow.

    They are spread over the file, so that each part of it is there, and over the homes; of the
    corpus's scripts, some of each topic.
    """
    groups: dict[object, dict[str, list[pytest.Item]]] = {}
    for item in items:
        if item.get_closest_marker("slow"):
            continue
        function, _, parameters = item.nodeid.partition("[")
        topic, slash, name = parameters.partition("/")
        if slash and suite_of(item).startswith("test_corpus"):
            group = function, topic.rpartition("-")[2]
            groups.setdefault(group, {}).setdefault(name, []).append(item)
        else:
            groups.setdefault(item.path, {}).setdefault(function, []).append(item)
    kept: set[pytest.Item] = set()
    for group, found in groups.items():
        most = SCRIPTS_A_TOPIC if isinstance(group, tuple) else FUNCTIONS_A_FILE
        chosen = list(found.values())
        step = max(1.0, len(chosen) / most)
        for number in range(min(most, len(chosen))):
            same = chosen[int(number * step)]
            home = homes.HOMES[number % 2]  # one after the other
            kept.add(next((item for item in same if f"[{home}" in item.nodeid), same[0]))
    return kept


# ------------------------------------------------------------------------------- how far it is


class Progress:
    """Says at the beginning of each suite which it is, and what has been done so far."""

    def __init__(self, reporter: pytest.TerminalReporter, items: list[pytest.Item]) -> None:
        self._reporter = reporter
        self._sizes = Counter(suite_of(item) for item in items)
        self._begun: list[str] = []
        self._done = 0
        self._start = time.monotonic()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        suite = suite_of(item)
        if suite not in self._begun:
            self._begun.append(suite)
            minutes, seconds = divmod(int(time.monotonic() - self._start), 60)
            self._reporter.ensure_newline()
            self._reporter.write_line(
                f"pkhost: {suite} (suite {len(self._begun)} of {len(self._sizes)}): "
                f"{self._sizes[suite]:,} tests; {self._done:,} of "
                f"{self._sizes.total():,} done in {minutes}:{seconds:02} min"
            )
            self._reporter.flush()
            # pytest begins a line of its own only where the file has changed.
            self._reporter.currentfspath = None
        self._done += 1


def pytest_collection_finish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and len({suite_of(item) for item in session.items}) > 1:
        session.config.pluginmanager.register(Progress(reporter, session.items))
