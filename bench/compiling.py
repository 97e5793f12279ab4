"""(h) Compiling: the compiler of ordinary Python beside CPython's and PocketPy's own."""

from __future__ import annotations

from collections.abc import Callable

import pkhost

from .measuring import cpu_clock, in_turns, median
from .sections import Effort, Section
from .suite import SCRIPTS

__all__ = ["measure"]

LIMITS = pkhost.Limits(steps=10**12)
TIMES = 20
COMPILING = f"for _ in range({TIMES}):\n    compile(source, 'source.py', 'exec')\n"


def measure(effort: Effort) -> Section:
    """Processor time of compile() in a script, for a source that is all scripts of (a)."""
    section = Section(
        "compile",
        "Compiling the scripts above, one after another in one source",
        ("ms for 1,000 lines", "lines / ms", "time / CPython's"),
        label="compiler",
    )
    effort.progress("compile()")
    source = "\n".join(script.read_text() for script in SCRIPTS)
    lines = source.count("\n") + 1
    with (
        pkhost.VM(limits=LIMITS, isolation="thread", dialect="python") as python,
        pkhost.VM(limits=LIMITS, isolation="thread", dialect="pocketpy") as pocketpy,
    ):
        samples = in_turns(
            {
                "CPython": _in_cpython(source),
                "dialect python": _in_vm(python, source),
                "dialect pocketpy": _in_vm(pocketpy, source),
            },
            effort.times(21, 5),
        )
    a_line = {name: median(values) / lines / TIMES for name, values in samples.items()}
    for name, took in a_line.items():
        section.rows.append((name, (took * 1e6, 1e-3 / took, took / a_line["CPython"])))
    return section


def _in_vm(vm: pkhost.VM, source: str) -> Callable[[], float]:
    def once() -> float:
        start = cpu_clock()
        vm.run(COMPILING, inputs={"source": source}).check()
        return cpu_clock() - start

    return once


def _in_cpython(source: str) -> Callable[[], float]:
    def once() -> float:
        start = cpu_clock()
        for _ in range(TIMES):
            compile(source, "source.py", "exec")
        return cpu_clock() - start

    return once
