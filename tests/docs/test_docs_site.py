"""The docs site builds without a warning, its reference is complete, and no link is dead."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import is_typeddict
from urllib.parse import unquote, urlsplit

import pytest

import pkhost

ROOT = Path(__file__).resolve().parents[2]

for needed in ("sphinx", "furo", "myst_parser"):
    pytest.importorskip(needed, reason=f"{needed} is missing: `pip install '.[docs]'` brings it")

pytestmark = pytest.mark.slow  # the site is built


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built anew; by the interpreter that runs the tests, as scripts/docs does."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "--fail-on-warning", "--quiet"),
            *("-d", str(folder / "cache"), str(ROOT / "docs"), str(folder / "html")),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "html"


# ------------------------------------------------------------------------------ the reference


@cache
def inventory(site: Path) -> dict[str, str]:
    """The names in the reference, as other sites see them: each with its page and anchor."""
    from sphinx.util.inventory import InventoryFile

    with (site / "objects.inv").open("rb") as file:
        read = InventoryFile.load(file, "", lambda _base, location: location)
    return {
        name: item[2] if isinstance(item, tuple) else item.uri
        for kind, items in read.items()
        if kind.startswith("py:")
        for name, item in items.items()
    }


def public_members(value: object) -> set[str]:
    """What somebody can use of a class: methods, properties and fields, but those of builtins."""
    if not inspect.isclass(value) or is_typeddict(value):
        return set()
    found: set[str] = set()
    for base in value.__mro__:
        if base.__module__.startswith("pkhost"):
            # Fields without a default are no attributes of the class.
            found |= vars(base).keys() | inspect.get_annotations(base).keys()
    return {name for name in found if not name.startswith("_")}


@pytest.mark.parametrize("name", pkhost.__all__)
def test_the_reference_has_every_public_name(site: Path, name: str) -> None:
    there = inventory(site)
    wanted = {f"pkhost.{name}"}
    wanted |= {f"pkhost.{name}.{member}" for member in public_members(getattr(pkhost, name))}
    assert wanted - there.keys() == set()


def test_members_are_really_looked_for() -> None:
    """A comparison with nothing would pass."""
    assert {"run", "run_async", "expose", "limits", "snapshot"} <= public_members(pkhost.VM)
    assert {"steps", "replace", "preset"} <= public_members(pkhost.Limits)
    assert {"STEPS", "is_limit"} <= public_members(pkhost.Status)
    assert {"exit_code", "stdout", "check"} <= public_members(pkhost.ProgramResult)


def test_the_options_stand_there_with_their_types(site: Path) -> None:
    """Those of the usual kind; the other kinds have what differs."""
    for options in (pkhost.RunOptions, pkhost.ProgramOptions):
        wanted = {f"pkhost.{options.__name__}.{name}" for name in options.__annotations__}
        assert len(wanted) > 5
        assert wanted - inventory(site).keys() == set()


def test_what_pkhost_makes_is_shown_without_the_arguments_that_it_is_made_with(site: Path) -> None:
    text = "".join(
        re.sub(r"<[^>]*>", "", (site / f"reference/{name}.html").read_text(encoding="utf-8"))
        for name in ("scripts", "programs")
    )
    for name in ("ScriptRun", "Snapshot", "Program", "AsyncProgram"):
        assert re.search(rf"class pkhost\.{name}\W", text)
        assert f"pkhost.{name}(" not in text
    assert "pkhost.Profile(" in text


# ---------------------------------------------------------------------------------- the links


class Page(HTMLParser):
    """What a page links to, what it has anchors for, and what it shows."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if value is None:
                continue
            if name == "id":
                self.anchors.add(value)
            elif name in ("href", "src"):
                self.links.add(value)


@cache
def page(path: Path) -> Page:
    return Page(path)


def test_every_link_leads_somewhere(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 15
    dead, followed = [], 0
    for source in pages:
        for link in page(source).links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = source if not parts.path else (source.parent / unquote(parts.path)).resolve()
            followed += 1
            if not target.is_file():
                dead.append(f"{source.name}: {link}")
            elif parts.fragment and target.suffix == ".html":
                anchor = unquote(parts.fragment)
                if anchor not in page(target).anchors:
                    dead.append(f"{source.name}: {link}")
    assert dead == []
    assert followed > 1000


def test_every_page_can_be_reached(site: Path) -> None:
    """From the first page by links alone, as a reader goes."""
    reached, waiting = set(), [site / "index.html"]
    while waiting:
        source = waiting.pop()
        if source in reached or source.suffix != ".html":
            continue
        reached.add(source)
        for link in page(source).links:
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc and parts.path:
                waiting.append((source.parent / unquote(parts.path)).resolve())
    assert {path.relative_to(site) for path in site.rglob("*.html")} - {
        path.relative_to(site) for path in reached
    } == set()


def test_the_search_knows_the_pages(site: Path) -> None:
    index = (site / "searchindex.js").read_text(encoding="utf-8")
    for title in ("Limits", "Security", "The dialect", "Recipes"):
        assert f'"{title}"' in index, title
    for name in ("run_script", "open_program_async"):
        assert f'"{name}"' in index, name


# Outside of the project, pages of the site lead to documentation only.
OUTSIDE = re.compile(r"https://(pocketpy\.dev|docs\.python\.org|www\.kernel\.org)(/|$)")


def test_links_outside(site: Path) -> None:
    outside = {
        link for path in site.rglob("*.html") for link in page(path).links if urlsplit(link).netloc
    }
    others = {link for link in outside if not OUTSIDE.match(link) and "furo" not in link}
    assert others == set()
