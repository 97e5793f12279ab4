"""The modules of pkhost: imports run one way, and the two halves know nothing of each other.

All imports count: those of type checkers alone (TYPE_CHECKING) and those inside functions too.
"""

from __future__ import annotations

import ast
import graphlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import pkhost

PACKAGE = Path(pkhost.__file__).parent

HALVES = ("pkhost.scripts", "pkhost.programs")
ENGINE = "pkhost.engine"
COMMAND = "pkhost.cli"
TOP = frozenset({"pkhost", "pkhost.__main__"})


def modules() -> dict[str, Path]:
    """Every module of pkhost by its dotted name; those in C by their stubs."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py*")):
        if path.suffix in (".py", ".pyi"):
            parts = ("pkhost", *path.relative_to(PACKAGE).with_suffix("").parts)
            found[".".join(parts).removesuffix(".__init__")] = path
    return found


MODULES = modules()


def imported(name: str, path: Path) -> Iterator[str]:
    """The modules of pkhost that a module imports."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join((*parents, *filter(None, (node.module,))))
            # Of `from . import x` each name that is a module; else the module named.
            submodules = {f"{base}.{alias.name}" for alias in node.names} & MODULES.keys()
            yield from submodules
            if base in MODULES and len(submodules) < len(node.names):
                yield base


GRAPH = {name: set(imported(name, path)) - {name} for name, path in MODULES.items()}


def layer(name: str) -> str:
    for part in (*HALVES, ENGINE, COMMAND):
        if name == part or name.startswith(f"{part}."):
            return part
    return "top" if name in TOP else "shared"


MAY_USE = {
    "shared": {"shared"},
    ENGINE: {"shared", ENGINE},
    "pkhost.scripts": {"shared", ENGINE, "pkhost.scripts"},
    "pkhost.programs": {"shared", "pkhost.programs"},
    COMMAND: {"shared", ENGINE, *HALVES, COMMAND},
    "top": {"shared", ENGINE, *HALVES, COMMAND, "top"},
}
# What everybody may ask for, as it is written before all others are imported.
VERSION = {"pkhost"}


def test_the_graph_is_read_right() -> None:
    """What this file says of imports is worth nothing if it overlooks some."""
    assert len(MODULES) > 50
    assert "pkhost.limits" in GRAPH["pkhost"]  # under TYPE_CHECKING
    assert "pkhost.programs.protections" in GRAPH["pkhost.programs._prepare"]  # from . import x
    assert "pkhost.scripts.asyncio_driver" in GRAPH["pkhost.scripts.vm_async"]  # in a function
    assert "pkhost.engine.job" in GRAPH["pkhost.scripts.options"]  # from above, by two dots


def test_no_circle() -> None:
    graph = {name: uses - VERSION for name, uses in GRAPH.items()}
    try:
        tuple(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        pytest.fail(f"modules import each other: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize("name", sorted(MODULES))
def test_layers_run_one_way(name: str) -> None:
    above = {used for used in GRAPH[name] - VERSION if layer(used) not in MAY_USE[layer(name)]}
    assert not above, f"{name} ({layer(name)}) imports from above: {sorted(above)}"


def test_one_module_loads_the_extension() -> None:
    """Of C's engine there is no stub, so it is not among the modules."""
    loads = {
        name
        for name, path in MODULES.items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        and any("_engine" in (node.module, alias.name) for alias in node.names)
    }
    assert loads == {"pkhost.engine.in_process.binding"}
