"""Does a step of the build only if its inputs have changed since it was done before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Done:
    """What a step tells of itself once it is done."""

    inputs: Iterable[Path] = field(default=())
    """Every file that it has read; one that is not there is no input."""
    said: str = ""
    """What it has to say to people, such as a compiler's warnings."""


def once(target: Path, recipe: str, step: Callable[[], Done]) -> str:
    """Do ``step``, which makes ``target``, unless that would make the same file again.

    It would if it was done before by an equal ``recipe`` (such as the compiler's command), and
    each input still has the time and the size that it had.  Returns what the step said, then or
    now.  A step that fails, by an exception, is done again the next time.

    What is known of a step is in the file ``target.record``, beside the target.
    """
    record = _record(target)
    if (said := _said_before(record, target, recipe)) is not None:
        return said
    target.parent.mkdir(parents=True, exist_ok=True)
    record.write_text("")  # its time is that of the beginning
    began = record.stat().st_mtime_ns
    done = step()
    inputs = {str(path): state for path in done.inputs if (state := _state(path))}
    # Without a record of an input that changed in the meantime, the step is done again.
    if all(changed <= began for changed, _ in inputs.values()):
        facts = {"recipe": recipe, "inputs": inputs, "said": done.said}
        record.write_text(json.dumps(facts), encoding="utf-8")
    return done.said


def recipe_of(target: Path) -> str:
    """The recipe by which ``target`` was made."""
    return str(json.loads(_record(target).read_text(encoding="utf-8"))["recipe"])


def _record(target: Path) -> Path:
    return target.with_name(target.name + ".record")


def _said_before(record: Path, target: Path, recipe: str) -> str | None:
    """What the step said when it was done; None if it has to be done."""
    try:
        known = json.loads(record.read_text(encoding="utf-8"))
        inputs = known["inputs"].items()
        same = known["recipe"] == recipe and all(_state(Path(p)) == state for p, state in inputs)
        return str(known["said"]) if same and target.exists() else None
    except (OSError, ValueError, LookupError, TypeError):
        return None  # there is no record, or the step was not finished


def _state(path: Path) -> list[int] | None:
    """When the file was changed last, in nanoseconds, and its size; None if it is not there."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return [facts.st_mtime_ns, facts.st_size]
