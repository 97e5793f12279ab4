"""A tiny spreadsheet with its user's macros; one that fails leaves no trace.

python examples/macros [--plain]
"""

from __future__ import annotations

import argparse
import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pkhost import VM, Limits, ResultError

SCRIPTS = Path(__file__).parent / "scripts"
# In the order in which the user starts them.
MACROS = ["tools", "total", "discount", "clear", "hoard", "invoice"]

Value = str | int | float


class Sheet:
    """Cells by name, and the VM in which all macros of the sheet run."""

    def __init__(self, cells: dict[str, Value]) -> None:
        self.cells = cells
        self.vm = VM(limits=Limits.preset("macro", steps=200_000, memory="8MiB"))
        self.vm.expose_module(
            "sheet", {"get": self.get, "put": self.put, "names": lambda: sorted(self.cells)}
        )

    def get(self, name: str) -> Value | None:
        """The value of a cell; None if it is empty."""
        return self.cells.get(name)

    def put(self, name: str, value: Value) -> None:
        """Put a value into a cell."""
        # Arguments come from code that nobody has read.
        if not isinstance(name, str) or not re.fullmatch("[A-Z][1-9]", name):
            raise ValueError(f"{name!r} is not the name of a cell; those are A1 to Z9")
        if not isinstance(value, (str, int, float)):
            raise TypeError(f"{name}: a cell holds text or a number")
        if isinstance(value, str) and len(value) > 1000:  # the cells are the host's memory
            raise ValueError(f"{name}: a cell holds at most 1,000 characters")
        self.cells[name] = value

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Undo what was done to the VM, and to the cells, if the block raises."""
        before = dict(self.cells)
        try:
            with self.vm.transaction():
                yield
        except BaseException:
            self.cells = before
            raise

    def run(self, macro: str) -> str:
        """Run a macro, all of it or nothing; what to tell the user."""
        source = (SCRIPTS / f"{macro}.py").read_text(encoding="utf-8")
        try:
            with self.transaction():
                result = self.vm.run(source, f"{macro}.py").check()
        except ResultError as failed:
            assert failed.result.error is not None
            return f"undone, {failed.result.status.name}: {failed.result.error.message}"
        return f"done. {result.stdout.strip()}".strip()


def differences(before: dict[str, Value], after: dict[str, Value]) -> str:
    """The cells that have changed, or that there are none."""
    changed = [
        f"{name}: {before.get(name, 'empty')} → {after.get(name, 'empty')}"
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    ]
    return ", ".join(changed) or "no cell changed"


def grid(cells: dict[str, Value], title: str) -> Table:
    columns = sorted({name[0] for name in cells})
    table = Table("", *columns, title=title)
    for row in sorted({name[1] for name in cells}):
        table.add_row(row, *(escape(str(cells.get(column + row, ""))) for column in columns))
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="macros", description="A spreadsheet with macros.")
    parser.add_argument("--plain", action="store_true", help="print lines, draw nothing")
    plain = parser.parse_args().plain
    sheet = Sheet(
        {
            **{"A1": "pens", "B1": 12, "C1": 1.5},
            **{"A2": "ink", "B2": 3, "C2": 8.0},
            **{"A3": "sale", "B3": 0, "C3": 2.0},
        }
    )
    console = Console()
    report = Table("macro", "outcome", "cells", title="Macros", show_lines=True)
    first = dict(sheet.cells)
    with sheet.vm:
        for macro in MACROS:
            before = dict(sheet.cells)
            outcome = sheet.run(macro)
            changes = differences(before, sheet.cells)
            if plain:
                print(f"{macro}: {outcome} [{changes}]")
            else:
                report.add_row(macro, escape(outcome), escape(changes))
        history = ", ".join(sheet.vm.get("history"))
    if not plain:
        console.print(grid(first, "Before"), report, grid(sheet.cells, "After"))
    print(f"What the VM remembers: {history}")


if __name__ == "__main__":
    main()
