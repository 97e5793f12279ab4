"""The corpus of hostile scripts: how its files are read, run, and what must work after them.

A file of script_corpus/hostile begins with comments that say what is expected:

    # What the script tries.
    # expect: steps|memory          how it may end: values of pkhost.Status
    # error: TypeError              the exception's class, if it ends with status "error"
    # limits: steps=1000 memory=8MB changes to LIMITS
    # policy: open                  every module and builtin is there: the capsule holds alone
    # stdin: one\\ntwo\\n             what it can read
    # stdout: one line              all that it must have printed, a line each; or "(nothing)"
    # needs: pkpy.ComputeThread     skipped with a PocketPy that was built without it
    # dialect: pocketpy             it is about this dialect only (tests/dialects.py)

What is other in dialect "python" is said by lines that begin with the word; the others hold there,
too::

    # python expect: error
    # python error: TypeError
    # python stdout: one line
    # python unreached: 7 9         the marked lines that it does not come to there, since what
                                    stands before them does not work in Python

``{canary}`` in a script is the path of a file of the host's, which must be left alone.

Every script shows that it reaches its attack.  The line on which the attack happens ends with the
comment ``# attack``::

    a.sort(key=grow)  # attack

Before that line the corpus puts a call of a host function that notes the line, and a script of
which a marked line was not reached has failed, however it ended: it died of something else before.
Mark the innermost decisive line (inside of the ``try`` or the loop, not the ``try`` itself), and
several lines if there are several attacks.  The line must be the first of a statement, and not an
``else`` or ``except``.  Syntax that the compiler refuses goes through ``exec``.  A file without a
mark is refused.

A script that attacks in a loop calls that function tens of thousands of times, which costs a
process of its own two switches each.  Which lines a script comes to does not depend on its home, so
in a process the scripts run as they are, without the calls.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest
from _pytest.mark import ParameterSet

import dialects
import homes
import pkhost
from pkhost import Limits, ScriptResult, Status

FOLDER = Path(__file__).parent / "script_corpus" / "hostile"
SCRIPTS = sorted(FOLDER.glob("*/*.py"))
LIMITS = Limits(
    steps=300_000, memory="16MB", stdout="1MiB", stderr="1MiB", wall_time=10, cpu_time=10
)
# The region of the shared VMs: the largest memory limit that a script asks for.
LARGEST = "256MB"
# How long past its own deadline a run may go before the test calls it hung.
PATIENCE = 60.0

PROBE = """\
import math
from collections import deque, defaultdict
from dataclasses import dataclass

@dataclass
class Point:
    x: int
    y: int = 2

class Stack:
    def __init__(self, *items):
        self.items = list(items)
    def __len__(self):
        return len(self.items)
    def __iter__(self):
        for item in self.items:
            yield item
    @property
    def top(self):
        return self.items[-1]

class Deep(Stack):
    def __len__(self):
        return super().__len__() * 10

def attempt(f):
    try:
        return f()
    except (ValueError, ZeroDivisionError) as e:
        return type(e).__name__

def recurse(n):
    return recurse(n + 1)

counts = defaultdict(int)
for word in 'a b a c a'.split():
    counts[word] += 1
q = deque([1, 2, 3])
q.rotate(1)
s = Deep(3, 1, 2)
print(Point(1), Point(3) == Point(3), len(s), s.top, sorted(list(s)), sum(s), {1, 2} | {3})
print(dict([(k, v) for k, v in counts.items()]), list(q), f'{math.pi:.4f}', 'x' * 3, b'ab'[0], 1j)
print(attempt(lambda: 1 // 0), attempt(lambda: int('x')), [i * i for i in range(5) if i % 2])
print(eval('1 + 1'), {'k': [1, (2, 3)]}, 'Abc'.upper()[::-1], (lambda *a: len(a))(1, 2))
try:
    recurse(0)
except RecursionError:
    print('bounded')
"""
PROBE_OUTPUT = """\
Point(x=1, y=2) True 30 2 [1, 2, 3] 6 {1, 2, 3}
{'a': 3, 'b': 1, 'c': 1} [3, 1, 2] 3.1416 xxx 97 1j
ZeroDivisionError ValueError [1, 9]
2 {'k': [1, (2, 3)]} CBA 2
bounded
"""


@dataclass
class Case:
    """One script and what its comments say."""

    name: str
    source: str
    about: str = ""
    expect: set[Status] = field(default_factory=set)
    error: str | None = None
    limits: Limits = LIMITS
    policy: str = "closed"
    stdin: str = ""
    stdout: str | None = None
    needs: str = ""
    dialect: str | None = None
    """The only one that the script is about."""
    unreached: set[int] = field(default_factory=set)
    """The numbers of the marked lines that it must not come to."""
    attacks: set[int] = field(default_factory=set)
    """The numbers of the marked lines."""

    @property
    def marked(self) -> str:
        """The source with a call of :func:`note_attack_line` before each marked line."""
        lines = []
        for number, line in enumerate(self.source.splitlines(), 1):
            if number in self.attacks:
                indent = line[: len(line) - len(line.lstrip())]
                lines.append(f"{indent}note_attack_line({number})")
            lines.append(line)
        return "\n".join(lines) + "\n"


ATTACK = re.compile(r"[^#\s].*# attack$")
REACHED: set[int] = set()
"""The marked lines that the run under way, or the last one, has come to."""


def note_attack_line(line: int) -> None:
    REACHED.add(line)


def read_case(path: Path, dialect: str = "pocketpy") -> Case:
    """Read a script's comments; ``ValueError`` names the file and what is wrong with it."""
    name = f"{path.parent.name}/{path.stem}"
    case = Case(name, path.read_text("utf-8"))
    comments = list(takewhile(lambda line: line.startswith("# "), case.source.splitlines()))
    own = f"# {dialect} "
    # Those of the dialect come in the place of those that hold in both.
    replaced = {
        line.removeprefix(own).partition(":")[0] for line in comments if line.startswith(own)
    }
    if "expect" in replaced:
        replaced.add("error")
    chosen = [
        line.replace(own, "# ") if line.startswith(own) else line
        for line in comments[1:]
        if not line.startswith("# python ") or line.startswith(own)
        if line.startswith(own) or line[2:].partition(":")[0] not in replaced
    ]
    expected_lines: list[str] = []
    case.about = comments[0][2:] if comments else ""
    for line in chosen:
        key, colon, value = line[2:].partition(": ")
        if colon and key == "expect":
            case.expect = {Status(word.strip()) for word in value.split("|")}
        elif colon and key == "error":
            case.error = value
        elif colon and key == "limits":
            case.limits = LIMITS.replace(**dict(read_limit(word) for word in value.split()))
        elif colon and key == "policy" and value in ("open", "closed"):
            case.policy = value
        elif colon and key == "stdin":
            case.stdin = ast.literal_eval(f'"{value}"')
        elif colon and key == "needs":
            case.needs = value
        elif colon and key == "dialect" and value in dialects.DIALECTS:
            case.dialect = value
        elif colon and key == "unreached":
            case.unreached = {int(number) for number in value.split()}
        elif colon and key == "stdout":
            expected_lines.append("" if value == "(nothing)" else value + "\n")
        else:
            raise ValueError(f"{path}: cannot understand {line!r}")
    if not case.about or not case.expect:
        raise ValueError(f"{path}: the first comments must say what it tries, and '# expect:'")
    lines = case.source.splitlines()
    case.attacks = {n for n, line in enumerate(lines, 1) if ATTACK.search(line)}
    if not case.attacks:
        raise ValueError(f"{path}: the decisive line must end with '# attack'")
    if expected_lines:
        case.stdout = "".join(expected_lines)
    return case


def read_limit(word: str) -> tuple[str, Any]:
    name, _, value = word.partition("=")
    return name, ast.literal_eval(value) if re.fullmatch(r"[\d.]+|None", value) else value


ALL = {
    dialect: {case.name: case for case in (read_case(path, dialect) for path in SCRIPTS)}
    for dialect in dialects.DIALECTS
}
CASES = list(ALL["pocketpy"].values())


def of_dialect(case: Case) -> Case:
    """What a script is to do in the dialect of the test that runs."""
    return ALL[dialects.current()][case.name]


def cases(is_wanted: Callable[[Case], bool] = lambda case: True) -> list[ParameterSet]:
    """The scripts for a test, each with a mark if only one dialect has it, or is to do what is
    wanted."""
    found = []
    for name in ALL["pocketpy"]:
        both = {dialect: ALL[dialect][name] for dialect in dialects.DIALECTS}
        where = [
            dialect
            for dialect, case in both.items()
            if case.dialect in (None, dialect) and is_wanted(case)
        ]
        mark = pytest.mark.dialect(*where, reason="what the script does")
        marks = [mark] if len(where) == 1 else []
        if where:
            found.append(pytest.param(both["pocketpy"], id=name, marks=marks))
    return found


def make_vm(policy: str) -> pkhost.VM:
    limits = LIMITS.replace(memory=LARGEST)
    if policy == "open":
        vm = pkhost.VM(limits=limits, policy=pkhost.Policy.open())
    else:
        vm = pkhost.VM(limits=limits)
    vm.expose(note_attack_line)
    return vm


def run_marked(vm: pkhost.VM, case: Case, canary: str) -> tuple[ScriptResult, set[int]]:
    """Run a script with its marks; also give the marked lines that it did not come to, but should
    have, and those that it did, but should not.

    In a process it runs without them, and all count as come to.
    """
    if homes.current() == "process":
        source = case.source.replace("{canary}", canary)
        return run(vm, source, case.limits, case.stdin), set()
    REACHED.clear()
    source = case.marked.replace("{canary}", canary)
    result = run(vm, source, case.limits, case.stdin)
    return result, case.attacks - REACHED ^ case.unreached


def run(vm: pkhost.VM, source: str, limits: Limits, stdin: str = "") -> ScriptResult:
    handle = vm.start(source, limits=limits, stdin=stdin)
    deadline = min(limits.wall_time or PATIENCE, PATIENCE)
    return handle.result(timeout=deadline + PATIENCE)


def check_afterwards(vm: pkhost.VM) -> None:
    """As it was left, the VM gives a result, whatever that is; reset, it is as new."""
    left = run(vm, "x = [1, 'two']\nprint(x, len(x))", LIMITS.replace(wall_time=0.5))
    assert isinstance(left, ScriptResult)
    vm.reset()
    probe = run(vm, PROBE, LIMITS)
    assert probe.status is Status.OK, probe
    assert probe.stdout == PROBE_OUTPUT
    assert not probe.restored
