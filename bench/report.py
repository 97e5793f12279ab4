"""Tables for people, one object for programs."""

from __future__ import annotations

import dataclasses
import datetime
import os
import platform
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .sections import Section

__all__ = ["as_data", "environment", "show_environment", "show_section", "show_targets"]


def environment() -> dict[str, Any]:
    """What was measured, on what, and when."""
    import pkhost
    from pkhost.engine.factory import engine

    processor = platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            processor = line.partition(":")[2].strip()
            break
    return {
        "date": datetime.date.today().isoformat(),
        "processor": processor,
        "cpus": len(os.sched_getaffinity(0)),
        "load": os.getloadavg()[0],
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "pkhost": pkhost.__version__,
        "pocketpy": engine().pocketpy_version(),
    }


def show_environment(console: Console, facts: dict[str, Any]) -> None:
    """One line on where the numbers come from."""
    console.print(
        f"{facts['date']}: {facts['processor']}, {facts['cpus']} CPUs, load {facts['load']:.1f}, "
        f"{facts['system']}; Python {facts['python']}, pkhost {facts['pkhost']}, "
        f"PocketPy {facts['pocketpy']}",
        highlight=False,
    )


def _number(value: float | None) -> str:
    """Three digits that matter, and no exponent."""
    if value is None:
        return ""
    if value == int(value) and abs(value) >= 1:
        return f"{int(value):,}"
    return (
        f"{value:,.0f}"
        if abs(value) >= 100
        else f"{value:.3g}"
        if abs(value) < 1
        else (f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}")
    )


def show_section(console: Console, section: Section) -> None:
    """One table, and what was left out of it."""
    table = Table(title=section.title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column(section.label, no_wrap=True)
    for column in section.columns:
        table.add_column(column, justify="right")
    for name, numbers in section.rows:
        table.add_row(name, *map(_number, numbers))
    console.print()
    console.print(table)
    for reason in section.skipped:
        console.print(f"[yellow]skipped:[/] {escape(reason)}", highlight=False)


def show_targets(console: Console, sections: list[Section]) -> None:
    """What is to be reached, and whether it was."""
    table = Table(title="Targets", title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("what", no_wrap=True)
    for column in ("measured", "target", ""):
        table.add_column(column, justify="right")
    for section in sections:
        for target in section.targets:
            table.add_row(
                target.what,
                f"{_number(target.measured)} {target.unit}",
                f"{'≥' if target.at_least else '≤'} {_number(target.bound)} {target.unit}",
                "[green]met[/]" if target.met else "[red]missed[/]",
            )
    console.print()
    console.print(table)


def as_data(facts: dict[str, Any], sections: list[Section]) -> dict[str, Any]:
    """The same as one object that JSON can carry."""
    answer = []
    for section in sections:
        data = dataclasses.asdict(section)
        data["rows"] = [
            {"name": name, **dict(zip(section.columns, numbers, strict=True))}
            for name, numbers in section.rows
        ]
        data["targets"] = [
            {**dataclasses.asdict(target), "met": target.met} for target in section.targets
        ]
        answer.append(data)
    return {"environment": facts, "sections": answer}
