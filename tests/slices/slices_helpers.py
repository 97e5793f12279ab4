"""What these tests share: scripts of every kind, and ways to run them in slices."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

from pkhost import VM, Limits, ScriptResult
from pkhost.scripts.run import ScriptRun

# Longer than anything takes on a machine that is not broken: a test that waits this long fails.
PATIENCE = 60.0

# No limit but memory and output.
FREE = Limits(steps=None, wall_time=None, cpu_time=None)
COUNTED = Limits(steps=10**9, wall_time=None, cpu_time=None)

# Bytecode only: no step is taken by native code.
BYTECODE = "n = 0\nwhile n < 20:\n    n = n + 1\n    if n % 3 == 0:\n        m = n\n"

SCRIPTS = {
    "bytecode": BYTECODE,
    "print": "for i in range(30): print(i, end=' ')",
    "native loop": "x = sum(range(100)) + max([i for i in range(50)])\nprint(x)",
    "sort key": "x = sorted([(i * 37) % 41 for i in range(41)], key=lambda v: -v)\nprint(x)",
    "sort with __lt__": (
        "class A:\n    def __init__(self, n): self.n = n\n"
        "    def __lt__(self, other): return self.n < other.n\n"
        "print([a.n for a in sorted([A((i * 37) % 41) for i in range(41)])])"
    ),
    "generator": (
        "def g(n):\n    for i in range(n):\n        yield i\nprint(sum(g(40)), list(g(5)))"
    ),
    "exceptions": (
        "def f(n):\n    try:\n        return 1 // (n % 3)\n    except ZeroDivisionError as e:\n"
        "        return str(e)\nprint([f(i) for i in range(9)])"
    ),
    "uncaught": "def f(n):\n    if n == 0: raise ValueError('at the end')\n    f(n - 1)\nf(9)",
    "recursion": "def f(n): return 1 if n < 2 else f(n - 1) + f(n - 2)\nprint(f(10))",
    "too deep": "def f(): f()\nf()",
    "repr": (
        "class A:\n    def __repr__(self): return 'A' + str(len('x' * 9))\n"
        "print([A(), A()], str(A()))"
    ),
    "hash and equal": (
        "class K:\n    def __init__(self, n): self.n = n\n"
        "    def __hash__(self): return self.n % 3\n"
        "    def __eq__(self, o): return self.n == o.n\n"
        "    def __ne__(self, o): return self.n != o.n\n"
        "d = {}\nfor i in range(12): d[K(i % 7)] = i\nprint(len(d), list(d.values()))"
    ),
    "exec": "exec('a = 1\\nfor i in range(5): a = a * 2')\nprint(a, eval('a + 1'))",
    "value": "x = list(range(60))\n[x, {'a': (1, 2)}, 'text']",
    "garbage": "for i in range(400):\n    x = [i]\n    x.append(x)\nprint(len(x))",
    "syntax error": "x = (",
    "exit": "for i in range(9): print(i)\nexit()",
}


def outcome(result: ScriptResult) -> list[object]:
    """What must not depend on how a run is cut up."""
    return [
        result.status,
        result.stdout,
        result.stderr,
        None if result.error is None else str(result.error),
        result.value,
        result.usage.steps,
        result.usage.peak_memory,
        result.restored,
    ]


def finish(run: ScriptRun, sizes: Iterable[int]) -> ScriptResult:
    """Go on in slices of these sizes, again and again, until the end."""
    for size in itertools.cycle(sizes):
        if not run.step(size):
            return run.result(PATIENCE)
    raise AssertionError


def whole(script: str, limits: Limits = COUNTED) -> ScriptResult:
    """The script's run in a VM of its own, in one piece."""
    with VM(limits=limits) as vm:
        return vm.run(script)


def resident_bytes() -> int:
    """Memory of this process that is its own: anonymous pages, resident."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) * 1024
    raise LookupError("RssAnon")
