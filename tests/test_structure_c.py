"""The C code runs one way: no file needs one that needs it, by what it includes and what it calls.

A *room* is a source with its header: ``watch/tree.c`` and ``watch/tree.h`` are ``watch/tree``.
A room needs another if it includes its header, or takes a function or variable from it.  To hold
another program against this, add it to ``PROGRAMS``; to hold one folder against another, to
``LAYERS``.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from building import places  # noqa: E402
from building.compile import toolchain  # noqa: E402

Needs = Mapping[str, set[str]]
"""What each room needs, or each file."""

PROGRAMS = (
    "engine",
    "client",
    "worker",
    "confine",
    "launcher",
    "spawn",
    "ownership",
)
"""Folders of csrc/, whose objects the build puts into folders of the same names."""

SHARED = {
    "confine": set[str](),
    "channel": {"engine"},
    "engine": set[str](),
    "launcher": {"confine"},
    "worker": {"confine", "channel", "engine"},
    "client": {"channel", "engine"},
}
"""What each part of csrc/ may include of others.  What the host, the zygote and the workers have in
common is in channel/."""

ENGINE_README = ROOT / "csrc" / "engine" / "README.md"


def listed_folders(page: Path) -> tuple[str, ...]:
    """The folders that a page lists, in its order: ``- `base/`: …``."""
    return tuple(re.findall(r"^- `(\w+)/`:", page.read_text(encoding="utf-8"), re.MULTILINE))


LAYERS = {
    "engine": ("pkhost", *listed_folders(ENGINE_README)),
    "launcher": ("launcher", "base", "scratch", "protections", "start", "watch", "main"),
}
"""The folders of a program, and the rooms beside them, from the lowest up."""

BELOW_ALL = {"engine": ("pkhost_pocketpy_", "pkhost_libc_")}
"""Beginnings of names that any room may take, whichever defines them.  The engine calls PocketPy
by PocketPy's names, and PocketPy calls the C library by those that the build gives it.  That
functions of the engine's stand before some of these is the dynamic linker's doing."""

_INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)


def rooms_by_includes(sources: Path) -> Needs:
    """What each room of a folder includes of the same folder's other rooms."""
    needs: dict[str, set[str]] = {}
    for file in _files(sources):
        included = needs.setdefault(_room(file, sources), set())
        for name in _INCLUDE.findall(file.read_text(encoding="utf-8")):
            # The last is how parts name themselves that others use: "confine/sys.h".
            places_of_it = (file.parent / name, sources / name, sources.parent / name)
            found = [p for p in places_of_it if p.is_file() and sources in p.resolve().parents]
            if found:
                included.add(_room(found[0].resolve(), sources.resolve()))
    return _without_itself(needs)


def rooms_by_symbols(sources: Path, objects: Path, below_all: tuple[str, ...] = ()) -> Needs:
    """Which rooms define what each room's object takes from elsewhere, as ``nm`` lists it."""
    defined: dict[str, str] = {}
    rooms = [_room(file, sources) for file in _files(sources) if file.suffix == ".c"]
    taken: dict[str, set[str]] = {room: set() for room in rooms}
    missing = [room for room in rooms if not (objects / f"{room}.o").is_file()]
    assert not missing, f"no objects of {missing}: run scripts/test, which builds first"
    names = [objects / f"{room}.o" for room in rooms]
    listed = subprocess.check_output(["nm", "-A", "-g", "-P", *names], text=True)
    for line in listed.splitlines():
        file, _, symbol = line.partition(": ")
        room = Path(file).relative_to(objects).with_suffix("").as_posix()
        name, kind = symbol.split()[:2]
        if below_all and name.startswith(below_all):
            continue
        if kind in "Uw":
            taken[room].add(name)
        else:
            defined[name] = room
    return _without_itself(
        {room: {defined[name] for name in names & defined.keys()} for room, names in taken.items()}
    )


def circles(*graphs: Needs) -> list[set[str]]:
    """The strongly connected parts, of two rooms or more, of all graphs taken together."""
    needs: dict[str, set[str]] = {}
    for graph in graphs:
        for room, others in graph.items():
            needs.setdefault(room, set()).update(others)
    reached = {room: set(_reached_from(room, needs)) for room in needs}
    found: list[set[str]] = []
    for room in sorted(needs):
        circle = {other for other in reached[room] if room in reached.get(other, ())}
        if len(circle) > 1 and circle not in found:
            found.append(circle)
    return found


def upward(needs: Needs, layers: tuple[str, ...]) -> list[str]:
    """Every arrow from a folder of ``layers`` to one above it."""

    def height(room: str) -> int:
        return layers.index(room.partition("/")[0])

    return [
        f"{room} -> {other}"
        for room, others in sorted(needs.items())
        for other in sorted(others)
        if height(other) > height(room)
    ]


def _files(sources: Path) -> list[Path]:
    return sorted(path for path in sources.rglob("*.[ch]") if path.is_file())


def _room(file: Path, sources: Path) -> str:
    return file.relative_to(sources).with_suffix("").as_posix()


def _without_itself(needs: Needs) -> Needs:
    return {room: others - {room} for room, others in needs.items()}


def _reached_from(room: str, needs: Needs) -> Iterator[str]:
    seen, ahead = set(), [room]
    while ahead:
        for other in needs.get(ahead.pop(), ()):
            if other not in seen:
                seen.add(other)
                ahead.append(other)
                yield other


# ---- What the project has ----


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_file_needs_one_that_needs_it(program: str) -> None:
    sources = places.ROOT / "csrc" / program
    includes = rooms_by_includes(sources)
    objects = places.build_folder() / "work" / program
    symbols = rooms_by_symbols(sources, objects, BELOW_ALL.get(program, ()))
    assert len(symbols) == len(list(sources.rglob("*.c"))) > 1
    assert any(includes.values()), "no include was understood"
    assert any(symbols.values()), "no symbol was understood"
    assert circles(includes, symbols) == []


@pytest.mark.parametrize("program", LAYERS)
def test_folders_run_one_way(program: str) -> None:
    sources = places.ROOT / "csrc" / program
    objects = places.build_folder() / "work" / program
    symbols = rooms_by_symbols(sources, objects, BELOW_ALL.get(program, ()))
    found = [path for path in sources.iterdir() if path.is_dir() or path.suffix in {".c", ".h"}]
    rooms = {path.stem for path in found}
    assert rooms == set(LAYERS[program])
    for needs in (rooms_by_includes(sources), symbols):
        assert upward(needs, LAYERS[program]) == []


@pytest.mark.parametrize("program", SHARED)
def test_a_part_includes_only_what_is_shared_with_it(program: str) -> None:
    csrc = ROOT / "csrc"
    used = {
        name.partition("/")[0]
        for file in _files(csrc / program)
        for name in _INCLUDE.findall(file.read_text(encoding="utf-8"))
        if (csrc / name).is_file()
    }
    assert used & SHARED.keys() <= SHARED[program] | {program}


def test_the_docs_list_the_layers_of_the_engine_in_their_order() -> None:
    page = (ROOT / "docs" / "how-it-works.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `csrc/engine/(\w+)/` \|", page, re.MULTILINE)
    assert tuple(table) == listed_folders(ENGINE_README)


@pytest.mark.parametrize("folder", ["python", "language"])
def test_a_folders_page_names_files_that_are_there(folder: str) -> None:
    page = ROOT / "csrc" / "engine" / folder / "README.md"
    names = set(re.findall(r"`([a-z]\w*\*?)`", page.read_text(encoding="utf-8")))
    assert len(names) > 50
    assert {name for name in names if not list(page.parent.glob(f"{name}.c"))} == set()


def test_a_files_first_line_says_what_it_has() -> None:
    """So that ``head -qn1 *.c`` is a folder's table of contents."""
    csrc = ROOT / "csrc"
    first = {file: file.read_text(encoding="utf-8").partition("\n")[0] for file in _files(csrc)}
    assert {
        file.relative_to(csrc).as_posix()
        for file, line in first.items()
        if not re.match(rf"/\* {re.escape(file.name)} --? \S", line)
    } == set()


# ---- Who sets what of a VM ----

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PART = re.compile(
    r"(?:(?P<above>/\*(?:(?!\*/).)*\*/)\n)?struct vm_(?P<name>\w+) \{\n(?P<members>.*?)^\};",
    re.DOTALL | re.MULTILINE,
)
_MEMBER = re.compile(  # a comment stands before it, or behind it in the same line
    r"(?P<before>(?:\s*/\*(?:(?!\*/).)*\*/)*)\s*"
    r"(?P<names>[^;/]+);(?P<behind>[ \t]*/\*(?:(?!\*/).)*\*/)?",
    re.DOTALL,
)
_SETS = re.compile(
    r"(?:(?:atomic_(?:store|exchange|fetch|compare)\w*|snprintf)\(\s*&?\w+)?"
    r"->(?P<part>\w+)\.(?P<member>\w+)[\w.\[\]]*"
)


def parts_of_a_vm(base: Path) -> dict[tuple[str, str], set[str]]:
    """Each member of each part, and the rooms that the comments on the two name."""
    owners: dict[tuple[str, str], set[str]] = {}
    for header in (base / "vm.h", base / "host.h"):
        text = header.read_text(encoding="utf-8")
        for part in _PART.finditer(text):
            on_part = part["above"] or text[: text.index("*/")]
            for member in _MEMBER.finditer(part["members"]):
                said = f"{on_part} {member['before']} {member['behind']}"
                rooms = set(re.findall(r"\b(\w+/\w+)\.[ch]\b", said))
                for name in re.findall(r"(\w+)(?:\[\w+\])?(?=,|$)", member["names"]):
                    owners[part["name"], name] = rooms
    return owners


def setters(sources: Path) -> set[tuple[str, str, str]]:
    """A part, a member, and a room that sets it, of everything that looks like that."""
    return {
        (found["part"], found["member"], _room(file, sources))
        for file in _files(sources)
        for text in [_COMMENT.sub("", file.read_text(encoding="utf-8"))]
        for found in _SETS.finditer(text)
        if not found[0].startswith("->")
        or re.match(r"\s*(?:=(?!=)|[-+|&]=|\+\+|--)", text[found.end() :])
    }


def test_a_vm_is_set_by_those_whom_its_header_names() -> None:
    sources = ROOT / "csrc" / "engine"
    owners = parts_of_a_vm(sources / "base")
    sets = {each for each in setters(sources) if each[:2] in owners}
    assert len({part for part, _, _ in sets}) > 10 and len(sets) > 80, "nothing was understood"
    assert {each for each in sets if each[2] not in owners[each[:2]]} == set()
    named = {room for rooms in owners.values() for room in rooms}
    assert all(list(sources.glob(f"{room}.[ch]")) for room in named)


# ---- That circles are found ----


def made_up(folder: Path, files: Mapping[str, str]) -> tuple[Needs, Needs]:
    """The two graphs of some files, compiled."""
    sources, objects = folder / "sources", folder / "objects"
    for name, text in files.items():
        target = sources / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    toolchain.compile_all(toolchain.Sources(sources, objects, [f"-I{sources}"]))
    return rooms_by_includes(sources), rooms_by_symbols(sources, objects)


STRAIGHT = {
    "low/a.h": "int a(int);",
    "low/a.c": '#include "low/a.h"\nint a(int n) { return n; }',
    "high/b.h": '#include "low/a.h"\nint b(int);',
    "high/b.c": '#include "b.h"\nint b(int n) { return a(n); }',
}


def test_a_straight_tree_has_no_circle(tmp_path: Path) -> None:
    includes, symbols = made_up(tmp_path, STRAIGHT)
    assert includes == {"low/a": set(), "high/b": {"low/a"}}
    assert symbols == {"low/a": set(), "high/b": {"low/a"}}
    assert circles(includes, symbols) == []
    assert upward(includes, ("low", "high")) == []
    assert upward(includes, ("high", "low")) == ["high/b -> low/a"]


def test_a_circle_of_includes_is_found(tmp_path: Path) -> None:
    types = "#pragma once\nint a(int);\n"
    includes, symbols = made_up(
        tmp_path, {**STRAIGHT, "low/a.h": types + '#include "high/b.h"', "high/c.h": ""}
    )
    assert circles(symbols) == []
    assert circles(includes) == [{"low/a", "high/b"}]
    assert upward(includes, ("low", "high")) == ["low/a -> high/b"]


def test_a_circle_of_calls_is_found(tmp_path: Path) -> None:
    """Without an include: a declaration by hand does it too."""
    source = "int b(int);\nint a(int n) { return n ? b(n - 1) : 0; }"
    includes, symbols = made_up(tmp_path, {**STRAIGHT, "low/a.c": source})
    assert circles(includes) == []
    assert circles(symbols) == [{"low/a", "high/b"}]


def test_names_below_all_are_no_calls(tmp_path: Path) -> None:
    source = "int b(int);\nint a(int n) { return n ? b(n - 1) : 0; }"
    made_up(tmp_path, {**STRAIGHT, "low/a.c": source})
    symbols = rooms_by_symbols(tmp_path / "sources", tmp_path / "objects", ("b",))
    assert symbols == {"low/a": set(), "high/b": {"low/a"}}


def test_a_circle_of_an_include_and_a_call_is_found(tmp_path: Path) -> None:
    """Neither graph has it alone: a function gets the struct of the room that calls it."""
    files = {
        "a.h": '#include "b.h"\nint a(struct b *);',
        "a.c": '#include "a.h"\nint a(struct b *b) { return b->n; }',
        "b.h": "#pragma once\nstruct b { int n; };",
        "b.c": '#include "b.h"\nint a(struct b *);\nint b(struct b *b) { return a(b); }',
    }
    includes, symbols = made_up(tmp_path, files)
    assert circles(includes) == circles(symbols) == []
    assert circles(includes, symbols) == [{"a", "b"}]
