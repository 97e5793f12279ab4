"""The command: ``python -m bench``."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module

import click
from rich.console import Console
from rich.status import Status

from . import report
from .sections import Effort, Section

# Each has a measure(effort) -> Section.
MODULES = {
    "stock": "stock_library",
    "isolation": "isolation",
    "tiny": "tiny_script",
    "monty": "same_scripts",
    "interrupt": "interrupts",
    "vm": "machines",
    "scripting": "scripting",
    "dialects": "dialects",
    "compile": "compiling",
}


def progress(name: str, status: Status) -> Callable[[str], None]:
    """A function that shows what of ``name`` is being measured."""
    return lambda what: status.update(f"{name}: {what}")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--quick", is_flag=True, help="Few repetitions: a look, not a measurement.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(list(MODULES)),
    help="Measure this only; may be given several times.",
)
def main(quick: bool, as_json: bool, only: tuple[str, ...]) -> None:
    """Measure pkhost beside the stock PocketPy library and beside its peers, in one run.

    Close what else runs on the machine first.  All of it takes some minutes.
    """
    console = Console()
    if not console.is_terminal:
        console.width = 120  # a file has no width of its own
    facts = report.environment()
    if not as_json:
        report.show_environment(console, facts)
    sections: list[Section] = []
    errors = Console(stderr=True)
    for name, module in MODULES.items():
        if only and name not in only:
            continue
        with errors.status(name) as status:
            effort = Effort(quick, progress(name, status))
            sections.append(import_module(f".{module}", __package__).measure(effort))
        if not as_json:
            report.show_section(console, sections[-1])
    if as_json:
        click.echo(json.dumps(report.as_data(facts, sections), indent=2))
    else:
        report.show_targets(console, sections)


if __name__ == "__main__":
    main(prog_name="bench")
