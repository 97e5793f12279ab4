"""Reads csrc/library/modules.table: which modules there are, and which are absent on purpose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import BuildError

ORIGINS = ("cpython", "ours", "c", "absent")

LONGEST_NAME = 63
"""The bytes that PocketPy has room for in a module's path: PK_MAX_MODULE_PATH_LEN."""


@dataclass(frozen=True)
class Module:
    """One line of the table."""

    name: str
    """Its name, with dots if it is part of a package."""
    origin: str
    """``cpython``, ``ours``, ``c`` or ``absent``."""
    file: str
    """What it is called where it comes from: its name, unless ours stands before CPython's."""
    needs: tuple[str, ...]
    """The modules in C without which it cannot work."""
    advice: str
    """Of an absent one: what the host can give instead."""

    def place(self, folder: Path) -> tuple[Path, bool]:
        """Its file in a folder of modules, and whether it is a package; BuildError if none."""
        base = folder.joinpath(*self.file.split("."))
        for file, is_package in ((base / "__init__.py", True), (base.with_suffix(".py"), False)):
            if file.is_file():
                return file, is_package
        raise BuildError(
            f"{folder} has no module {self.file}, which csrc/library/modules.table says is there."
        )


def read(path: Path) -> list[Module]:
    """Read the table; BuildError names the line that is wrong."""
    modules: dict[str, Module] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path}:{number}"
        fields = line.split(maxsplit=2)
        if len(fields) != 3:
            raise BuildError(f"{where}: a line is: name, from, needs; this one is: {line}")
        name, origin, rest = fields
        origin, _, file = origin.partition(":")
        if origin not in ORIGINS:
            raise BuildError(f"{where}: from is one of {', '.join(ORIGINS)}, not {origin}.")
        if not all(map(str.isidentifier, name.split("."))) or len(name) > LONGEST_NAME:
            raise BuildError(f"{where}: {name} is no name of a module.")
        if name in modules:
            raise BuildError(f"{where}: {name} is in the table already.")
        if origin == "absent":
            modules[name] = Module(name, origin, name, (), rest.strip())
            continue
        needs = () if rest == "-" else tuple(rest.split(","))
        if not all(map(str.isidentifier, needs)):
            raise BuildError(f"{where}: needs are names with commas, or -; not {rest}.")
        modules[name] = Module(name, origin, file or name, needs, "")
    for module in modules.values():
        package = module.name.rpartition(".")[0]
        if package and (package not in modules or modules[package].origin == "absent"):
            raise BuildError(f"{path}: {module.name} is there, but the package {package} is not.")
    return list(modules.values())
