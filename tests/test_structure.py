"""The modules of pkhost import one another in one direction, in layers: the shared vocabulary,
then the engine, then the two halves, which know nothing of each other, then the command.

Imports inside functions and under TYPE_CHECKING count: they hide a circle from Python,
but not from a reader.
"""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import pkhost


def _imports(name: str, path: Path) -> set[str]:
    """Every module that a module names in an import, and every name in it."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = parts[: len(parts) - node.level + 1] if node.level else []
            of = ".".join([*base, *([node.module] if node.module else [])])
            # What is imported from a package may be a module of it; else the package counts.
            found.update(f"{of}.{alias.name}" for alias in node.names)
    return found


def _graph(folder: Path) -> dict[str, set[str]]:
    """Which modules of a package import which of them."""
    modules = {}
    for path in folder.rglob("*.py"):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        modules[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    # Extension modules, which import nothing of the package's.
    in_c = {
        ".".join((*path.relative_to(folder.parent).parts[:-1], path.name.partition(".")[0]))
        for path in folder.rglob("*.so")
    }

    def module_of(imported: str) -> str | None:
        if imported in in_c:
            return None
        return next(
            (each for each in (imported, imported.rpartition(".")[0]) if each in modules), None
        )

    return {
        name: {
            module
            for imported in _imports(name, path)
            if (module := module_of(imported)) is not None and module != name
        }
        for name, path in modules.items()
    }


def _circle(folder: Path) -> list[str]:
    try:
        TopologicalSorter(_graph(folder)).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return []


@pytest.mark.parametrize(("folder", "at_least"), [("pkhost", 30), ("building", 15)])
def test_no_module_imports_in_a_circle(folder: str, at_least: int) -> None:
    root = Path(__file__).parent.parent
    assert len(_graph(root / folder)) > at_least
    assert not _circle(root / folder)


@pytest.mark.parametrize(
    "hidden",
    [
        "from . import first",
        "def later():\n    from .first import something",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import package.first",
    ],
)
def test_a_hidden_circle_is_found(tmp_path: Path, hidden: str) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "first.py").write_text("from .second import other\n")
    (package / "second.py").write_text("other = 1\n")
    assert not _circle(package)
    (package / "second.py").write_text(f"other = 1\n{hidden}\n")
    assert sorted(set(_circle(package))) == ["package.first", "package.second"]


# What each part may import from.  All that is not listed is the shared vocabulary.
_PARTS = ("pkhost.engine", "pkhost.scripts", "pkhost.programs")
_LAYERS = {
    "pkhost.engine": {"shared", "pkhost.engine"},
    "pkhost.scripts": {"shared", "pkhost.engine", "pkhost.scripts"},
    "pkhost.programs": {"shared", "pkhost.programs"},
    "pkhost.cli": {"shared", *_PARTS, "pkhost", "pkhost.cli"},
    "pkhost": {"shared", *_PARTS},  # its public names
    "pkhost.__main__": {"pkhost.cli"},
}


def _layer(name: str) -> str:
    if name in ("pkhost", "pkhost.__main__"):
        return name
    return next(
        (each for each in (*_PARTS, "pkhost.cli") if f"{name}.".startswith(f"{each}.")), "shared"
    )


def test_layers_run_one_way() -> None:
    wrong = {
        f"{name} imports {used}"
        for name, uses in _graph(Path(pkhost.__file__).parent).items()
        for used in uses
        if _layer(used) not in _LAYERS.get(_layer(name), {"shared"})
    }
    assert not wrong


def test_every_layer_is_there() -> None:
    layers = {_layer(name) for name in _graph(Path(pkhost.__file__).parent)}
    assert layers == {"shared", *_LAYERS}


def test_one_module_loads_the_engine() -> None:
    folder = Path(pkhost.__file__).parent
    loads = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.ImportFrom)
        and any("_engine" in (node.module, alias.name) for alias in node.names)
    }
    assert loads == {"engine/extension/binding.py"}


# ---- How long a file may be ----

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 600
LONGER = {
    "csrc/engine/base/unicode_decompositions.h": "made by scripts/unicode_database.py",
    "csrc/engine/base/unicode_details_table.h": "made by scripts/unicode_database.py",
    "csrc/engine/base/unicode_names_table.h": "made by scripts/unicode_names.py",
    "csrc/engine/base/unicode_records.h": "made by scripts/unicode_database.py",
    "csrc/library/datetime.py": "a second file would be another module that scripts can import",
}
"""The files that are longer, and why they may be."""


def _lengths() -> dict[str, int]:
    """The lines of each file of source text: C, Python and the scripts for a shell."""
    folders = ("bench", "building", "csrc", "docs", "examples", "pkhost", "scripts", "tests")
    return {
        path.relative_to(ROOT).as_posix(): path.read_bytes().count(b"\n")
        for folder in folders
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".c", ".h", ".py", ".pyi", ".md"} or path.parent.name == "scripts"
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_no_file_is_too_long_to_read() -> None:
    lengths = _lengths()
    assert len(lengths) > 1000
    longer = {name for name, lines in lengths.items() if lines > MOST_LINES}
    assert longer - LONGER.keys() == set(), "take one job out, into a file of its own"
    assert LONGER.keys() - longer == set(), "no longer too long: take it from the list"
