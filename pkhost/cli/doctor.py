"""``pkhost doctor``: what this machine offers, and what is wrong."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from typing import Literal

import click

from ._console import Line, printable, show, write_all
from ._doctor_checks import (
    Check,
    Isolation,
    isolation,
    isolation_check,
    machine_checks,
    program_checks,
    protections,
    script_checks,
)
from ._versions import versions

__all__ = ["doctor_command"]

_MARKS = {"ok": ("ok", "green"), "warning": ("warning", "yellow"), "failed": ("FAILED", "bold red")}
_WIDTH = 20


@click.command("doctor")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the findings as one JSON object, and only that."
)
def doctor_command(as_json: bool) -> int:
    """Say what this machine offers, and what is wrong.

    First of all, whether scripts are isolated from this process, and by which
    protections.  Everything is tried out: scripts are run into each limit, an
    engine is crashed (in a process of its own), programs are started under
    each protection.  That takes about a second.

    \b
    Exit status:
        0  scripts and programs can be run and are contained
        1  something that they need does not work
    """
    if as_json:
        return _print_json()
    return _print_report()


def _print_json() -> int:
    isolated = isolation()
    checks = [
        isolation_check(isolated),
        *machine_checks(),
        *script_checks(_home(isolated)),
        *program_checks(),
    ]
    healthy = _healthy(checks)
    findings = {
        "ok": healthy,
        "versions": versions(),
        "checks": [check._asdict() for check in checks],
        "script_protections": isolated.protections,
        "protections": protections(),
    }
    write_all(sys.stdout, json.dumps(findings).encode() + b"\n")
    return 0 if healthy else 1


def _home(isolated: Isolation) -> Literal["process", "thread"]:
    """Where the trials run scripts."""
    return "thread" if isolated.reason else "process"


def _healthy(checks: Iterable[Check]) -> bool:
    return all(check.state != "failed" for check in checks)


def _print_report() -> int:
    """Print each part as soon as it is known."""
    named = ", ".join(f"{name} {version}" for name, version in versions(brief=True).items())
    show(sys.stdout, [[(printable(named), "bold")], []])
    isolated = isolation()
    checks: list[Check] = [isolation_check(isolated)]
    show(sys.stdout, [*_isolation_lines(isolated), []])
    for title, part in (
        ("The machine", machine_checks()),
        (f"Scripts (isolation: {_home(isolated)})", script_checks(_home(isolated))),
        ("Programs", program_checks()),
    ):
        found = list(part)
        checks += found
        show(
            sys.stdout, [[(title, "bold")], *(line for check in found for line in _line(check)), []]
        )
    show(sys.stdout, _protection_lines(protections()))
    show(sys.stdout, [_verdict(checks)])
    return 0 if _healthy(checks) else 1


def _line(check: Check) -> list[Line]:
    mark, style = _MARKS[check.state]
    detail = printable(check.detail, keep="\n").replace("\n", "\n" + " " * (_WIDTH + 11))
    lines: list[Line] = [[(f"  {mark:<8} ", style), (f"{check.name:<{_WIDTH}} ", ""), (detail, "")]]
    if check.advice:
        lines.append([(" " * (_WIDTH + 12), ""), (f"-> {check.advice}", "yellow")])
    return lines


def _isolation_lines(isolated: Isolation) -> list[Line]:
    """The first thing that everybody wants to know."""
    title: Line = [("Isolation of scripts", "bold")]
    return [title, *_line(isolation_check(isolated)), *_states(isolated.protections)]


def _protection_lines(states: dict[str, str]) -> list[Line]:
    if not states:
        return []
    return [[("Protections of programs", "bold")], *_states(states), []]


def _states(states: dict[str, str]) -> list[Line]:
    lines: list[Line] = []
    for name, state in states.items():
        on = state == "on"
        lines.append(
            [
                (f"  {'on' if on else 'off':<8} ", "green" if on else "yellow"),
                (f"{name:<{_WIDTH}} ", ""),
                ("" if on else printable(state), ""),
            ]
        )
    return lines


def _verdict(checks: list[Check]) -> Line:
    failed = sum(check.state == "failed" for check in checks)
    warnings = sum(check.state == "warning" for check in checks)
    if failed:
        return [(f"{failed} of {len(checks)} checks failed", "bold red")]
    if warnings:
        return [(f"All essential things work; warnings: {warnings}", "bold yellow")]
    return [("All is well", "bold green")]
