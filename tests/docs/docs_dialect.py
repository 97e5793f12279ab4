"""The examples of docs/dialect.md, and what they do here and in the CPython that runs the tests."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from pkhost import Limits, run_script

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dialect.md"

LIMITS = Limits(steps=200_000, wall_time=10, memory="16MiB")
NOTHING = "nothing"


@dataclass(frozen=True)
class Example:
    """A piece of code, and what the page says that it does: what it prints, or how it fails."""

    line: int
    code: str
    cpython: str
    here: str


def examples() -> list[Example]:
    """All examples of the page: rows of tables, whose code is an expression, and whole scripts."""
    text = PAGE.read_text(encoding="utf-8")
    found = []
    for match in re.finditer(r"^\| (`+)(.+?)\1 \| `(.+?)` \| `(.+?)` \|", text, re.MULTILINE):
        line = text.count("\n", 0, match.start()) + 1
        found.append(Example(line, f"print({match[2]})", match[3], match[4]))
    for match in re.finditer(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        line = text.count("\n", 0, match.start()) + 1
        says = re.search(r"^# CPython: (.+)\n# here: (.+)\n\Z", match[1], re.MULTILINE)
        assert says is not None, (
            f"line {line} of the page: an example that does not say what it does"
        )
        found.append(Example(line, match[1][: says.start()], says[1], says[2]))
    return found


def _said(stdout: str, error: str | None) -> str:
    lines = stdout.splitlines()
    if error:
        lines.append(error)
    return ", ".join(lines).replace("\0", "\\0") or NOTHING


def in_cpython(code: str) -> str:
    """What the code prints in a CPython of its own, and the class of the exception that ends it."""
    done = subprocess.run(
        [sys.executable, "-I", "-W", "ignore", "-X", "utf8", "-"],
        input=code.encode(),
        capture_output=True,
        timeout=60,
        check=False,
    )
    last = (done.stderr.decode().strip().splitlines() or [""])[-1]
    return _said(done.stdout.decode(), last.split(":")[0] if done.returncode else None)


def in_pkhost(code: str) -> str:
    """What the code prints in pkhost, and the exception, or the limit, that ends it."""
    result = run_script(code, limits=LIMITS)
    return _said(result.stdout, result.error.type if result.error else None)
