"""Reads csrc/engine/libc/libc.table, and sorts what a library imports by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..errors import BuildError

KINDS = ("allow", "serve", "refuse")
PREFIXES = {"serve": "pkhost_libc_", "refuse": "pkhost_refused_"}


@dataclass(frozen=True)
class Entry:
    """One line of the table."""

    name: str
    kind: str
    """``allow``, ``serve`` or ``refuse``."""
    returns: str
    """For a refused function: the C constant by which the original reports failure."""
    reason: str

    @property
    def new_name(self) -> str:
        """The name under which the capsule imports it."""
        return PREFIXES.get(self.kind, "") + self.name


def read(path: Path) -> dict[str, Entry]:
    """Read the table; BuildError names the line that is wrong."""
    table: dict[str, Entry] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = line.split(maxsplit=3)
        where = f"{path}:{number}"
        if len(fields) != 4:
            raise BuildError(f"{where}: a line is: name, kind, returns, why; this one is: {line}")
        entry = Entry(*fields)
        if entry.kind not in KINDS:
            raise BuildError(f"{where}: the kind is one of {', '.join(KINDS)}, not {entry.kind}.")
        if (entry.kind == "refuse") == (entry.returns == "-"):
            raise BuildError(f"{where}: a refused function returns something, and no other does.")
        if entry.name in table:
            raise BuildError(f"{where}: {entry.name} is in the table already.")
        table[entry.name] = entry
    return table


def sort(imports: Iterable[str], table: dict[str, Entry], library: Path) -> list[Entry]:
    """The entries for what a library imports; BuildError if a name has no entry."""
    wanted = sorted(imports)
    unsorted = [name for name in wanted if name not in table]
    if unsorted:
        raise BuildError(
            f"{library} imports names that csrc/engine/libc/libc.table does not sort: "
            f"{', '.join(unsorted)}. Each could be a new power for scripts. Find out what PocketPy "
            "does with it, and add it to the table as allow, serve or refuse; the head of the "
            "table says how to choose."
        )
    return [table[name] for name in wanted]
