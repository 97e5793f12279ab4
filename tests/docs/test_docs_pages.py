"""What the pages say of limits, statuses, policies and files is what there is."""

from __future__ import annotations

import dataclasses
import re
import time
from pathlib import Path

import pytest

from pkhost import VM, Limits, Policy, ScriptResult, Status, Usage, run_script

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]

PROGRAMS_ONLY = {Status.SIGNALED, Status.NOT_STARTED, Status.SANDBOX_FAILED}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands below a title of the second level."""
    [found] = re.findall(
        rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL
    )
    assert isinstance(found, str)
    return found


def rows(text: str) -> list[list[str]]:
    """The cells of all rows of tables."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("|") and not set(line) <= set("|- ")
    ]


# --------------------------------------------------------------------------------- limits


def amount(text: str) -> float | None:
    """A cell's amount: ``64 MiB``, ``1,000``, ``10 s``, ``unlimited``."""
    if text == "unlimited":
        return None
    number, _, unit = text.replace(",", "").partition(" ")
    return float(number) * {"": 1, "s": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}[unit]


def test_every_limit_and_its_default() -> None:
    table = rows(section(text_of("docs/limits.md"), "All of them"))[1:]
    told = {row[0].strip("`"): amount(row[1]) for row in table}
    default = Limits()
    assert told == {f.name: getattr(default, f.name) for f in dataclasses.fields(Limits)}


def test_the_presets() -> None:
    head, *table = rows(section(text_of("docs/limits.md"), "Presets"))
    fields = [cell.strip("`") for cell in head]
    names = set()
    for row in table:
        name = row[0].split('"')[1]
        names.add(name)
        changes = dict(zip(fields[1:-1], map(amount, row[1:-1]), strict=True))
        if row[-1]:
            field, value = row[-1].removeprefix("`").split("` ")
            changes[field] = amount(value)
        default, preset = Limits(), Limits.preset(name)
        told = {f.name: getattr(default, f.name) for f in dataclasses.fields(Limits)} | changes
        assert told == {f.name: getattr(preset, f.name) for f in dataclasses.fields(Limits)}, name
    with pytest.raises(ValueError, match="there are: " + ", ".join(sorted(names))):
        Limits.preset("no such preset")


def test_each_limit_of_scripts_has_a_section() -> None:
    text = text_of("docs/limits.md")
    table = rows(section(text, "All of them"))[1:]
    titles = " ".join(re.findall(r"^## (.*)$", text, re.MULTILINE))
    for row in table:
        assert (row[0] in titles) == (row[2] != "programs"), row


# -------------------------------------------------------------------------------- results


def test_every_status_of_scripts() -> None:
    table = rows(section(text_of("docs/running-scripts.md"), "Results"))
    told = {name for row in table for name in re.findall(r"`([A-Z_]+)`", row[0])}
    assert told == {status.name for status in Status if status not in PROGRAMS_ONLY}


def test_every_field_of_a_result() -> None:
    table = rows(section(text_of("docs/running-scripts.md"), "Results"))
    told = {name for row in table for name in re.findall(r"`([a-z_]+)`", row[0])}
    assert told == {f.name for f in dataclasses.fields(ScriptResult)} | {"ok"}


def test_every_field_of_usage() -> None:
    [cell] = [row[1] for row in rows(text_of("docs/running-scripts.md")) if row[0] == "`usage`"]
    usage = run_script("").usage
    measured = {f.name for f in dataclasses.fields(Usage) if getattr(usage, f.name) is not None}
    assert set(re.findall(r"`(\w+)`", cell)) == measured


def test_everything_that_the_policy_leaves_out() -> None:
    table = rows(section(text_of("docs/running-scripts.md"), "Policies"))[1:]
    told = {name for row in table for name in re.findall(r"`(\w+)`", row[0])}
    policy = Policy()
    assert policy.modules is not None
    assert told & policy.modules == set()
    assert told >= policy.hidden_builtins
    for name in told - policy.hidden_builtins:  # they are there, and the policy alone denies them
        pocketpys = {"dialect": "pocketpy"}  # what is the library's in Python is harmless there
        assert run_script(f"import {name}", policy=Policy.open(), **pocketpys).ok, name
        error = run_script(f"import {name}", **pocketpys).error
        assert error is not None and error.message == f"module '{name}' is not allowed here"


# ---------------------------------------------------------------------------------- files


def slug(title: str) -> str:
    """The anchor of a title, as code hosts make them."""
    return re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        file = page if not path else (page.parent / path).resolve()
        assert file.is_file(), target
        if anchor:
            titles = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(slug, titles), target


# A path in backquotes, in text, or in a comment: from the root of the checkout.
NAMED = re.compile(
    r"(?<![\w./-])((?:tests|csrc|building|scripts|docs|examples|bench|pkhost)/[\w.-]+(?:/[\w.-]+)*/?)"
)
# What the build makes, and what does not exist yet when a checkout is new.
MADE = re.compile(
    r"pkhost/(_engine|_worker|_spawn|_ownership|_launcher|libpkhost_pocketpy|licenses)"
)
ALL_FILES = {
    path.name for part in ("csrc", "tests", "pkhost") for path in (ROOT / part).rglob("*.*")
}


def missing_files(text: str) -> list[str]:
    """The paths from the root, and the names of sources, in a text that no file has."""
    paths = {match.rstrip("./") for match in NAMED.findall(text)}
    missing = [path for path in paths if not MADE.match(path) and not list(ROOT.glob(path + "*"))]
    names = set(re.findall(r"`(\w+\.[ch]|test_\w+\.py)`", text))
    return sorted([*missing, *(names - ALL_FILES)])


def test_missing_files_are_found() -> None:
    text = "`csrc/engine/gone.c`, csrc/engine/pkhost.h, `gone_too.c`, `pkhost.h`, tests/docs."
    assert missing_files(text) == ["csrc/engine/gone.c", "gone_too.c"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_named_files_are_there(page: Path) -> None:
    assert missing_files(page.read_text(encoding="utf-8")) == []


def test_how_it_works_names_every_folder() -> None:
    text = text_of("docs/how-it-works.md")
    folders = {
        f"`{path.parent.relative_to(ROOT)}/`"
        for part in ("engine", "launcher", "shared", "ownership")
        for path in (ROOT / "csrc" / part).rglob("*.[ch]")
    }
    assert len(folders) > 10
    assert {name for name in folders if name not in text} - TOP_FOLDERS == set()


TOP_FOLDERS = {"`csrc/engine/`"}  # of which only parts are told


# --------------------------------------------------------------------------------- claims


def test_time_that_a_script_is_paused_is_not_counted() -> None:
    limits = Limits(wall_time=0.2, steps=None)
    with VM() as vm:
        run = vm.start("n = 0\nwhile n < 10: n += 1", paused=True, limits=limits)
        assert run.step(5)
        time.sleep(2 * 0.2)  # that time passes without effect cannot be awaited
        assert run.paused
        run.resume()
        assert run.result(timeout=60).ok


def test_a_vm_takes_up_what_the_pages_say() -> None:
    """About 1.3 MiB in use; between 2 MiB and 3.75 GiB of memory."""
    for memory in ("2MiB", "3.75GiB"):
        with VM(limits=Limits(memory=memory)) as vm:
            assert 1.2 < vm.memory_in_use / (1 << 20) < 1.35
    for memory in ((2 << 20) - 1, (15 << 28) + 1):
        with pytest.raises(ValueError, match="memory: a VM needs between 2097152 and 4026531840 "):
            VM(limits=Limits(memory=memory))


def test_the_readme_shows_the_two_commands() -> None:
    text = text_of("README.md")
    for command in ("scripts/pkhost run examples/hello.py", "scripts/test"):
        assert f"\n{command}" in text
        assert (ROOT / command.split()[0]).stat().st_mode & 0o111
    assert (ROOT / "examples/hello.py").is_file()
