"""Checks students' answers to an exercise: define second_largest(numbers).

python examples/classroom [--plain]
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from pkhost import VM, Limits, ScriptResult, Status, VMPool

HERE = Path(__file__).parent
FUNCTION = "second_largest"
# Pairs: what the function is called with, and what it is to return.
CASES: list[tuple[list[int], int | None]] = json.loads((HERE / "cases.json").read_text())
# For the answer itself, and then for each case; much less than the preset has, as the exercise
# is a small one and a class waits for the report.
LIMITS = Limits.preset("classroom", steps=1_000_000, memory="8MiB", stdout="4KiB", wall_time=2)


@dataclass
class Verdict:
    """What the report says about one answer."""

    student: str
    verdict: str = "right"
    passed: int = 0
    steps: int = 0
    seconds: float = 0.0
    message: str = ""

    def fail(self, verdict: str, message: str) -> None:
        """Something is not right; the first such thing is what the student hears of."""
        if self.verdict == "right":
            self.verdict, self.message = verdict, message

    def count(self, result: ScriptResult) -> bool:
        """Add what a run used; whether it ended well."""
        self.steps += result.usage.steps or 0
        self.seconds += result.usage.wall_time
        if result.error is not None:
            # Of the student's own lines the innermost; max() and others have lines, too.
            own = [e for e in result.error.traceback if e.file == f"{self.student}.py"]
            where = f"line {own[-1].line}: " if own else ""
            kind = f"{result.error.type}: " if result.status is Status.ERROR else ""
            self.fail(result.status.name, where + kind + result.error.message)
        return result.ok

    def compare(self, numbers: list[int], got: Any, expected: int | None) -> None:
        # A student's 2.0 or True is not the 2 or 1 that was asked for.
        if type(got) is type(expected) and got == expected:
            self.passed += 1
        else:
            self.fail("wrong", f"{FUNCTION}({numbers}) gave {got!r:.40}, not {expected!r}")


def check(vm: VM, answer: Path) -> Verdict:
    """Run an answer in a VM that is as new, and call its function with every case."""
    verdict = Verdict(answer.stem)
    if not verdict.count(vm.run(answer.read_bytes(), answer.name)):
        return verdict
    for numbers, expected in CASES:
        result = vm.call_result(FUNCTION, [numbers])
        if verdict.count(result):
            verdict.compare(numbers, result.value, expected)
        elif result.status.is_limit or result.restored:
            break  # the other cases would likely take as long, or have no function to call
    return verdict


def report(verdicts: list[Verdict]) -> Table:
    table = Table("student", "verdict", "passed", "steps", "time", "message", title=FUNCTION)
    for verdict in verdicts:
        color = {"right": "green", "wrong": "yellow"}.get(verdict.verdict, "red")
        table.add_row(
            verdict.student,
            f"[{color}]{verdict.verdict}[/]",
            f"{verdict.passed}/{len(CASES)}",
            f"{verdict.steps:,}",
            f"{verdict.seconds * 1000:.1f} ms",
            escape(verdict.message),
        )
    return table


def main() -> None:
    parser = argparse.ArgumentParser(prog="classroom", description="Checks students' answers.")
    parser.add_argument("--plain", action="store_true", help="print lines, draw nothing")
    plain = parser.parse_args().plain
    answers = sorted((HERE / "answers").glob("*.py"))
    with VMPool(limits=LIMITS) as pool:
        if plain:
            for verdict in pool.map(check, answers):
                passed = f"{verdict.passed}/{len(CASES)}"
                print(f"{verdict.student}: {verdict.verdict}, {passed}. {verdict.message}".strip())
            return
        with Progress(transient=True) as bar:
            task = bar.add_task("checking", total=len(answers))
            verdicts = list(
                pool.map(check, answers, progress=lambda done, _: bar.update(task, completed=done))
            )
    Console().print(report(verdicts))


if __name__ == "__main__":
    main()
