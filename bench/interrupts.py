"""(d) From ``interrupt()``, called by another thread, to the result."""

from __future__ import annotations

import random
import threading
import time

from pkhost import VM, Limits, Status

from .measuring import clock, median, percentile
from .sections import Effort, Section, Target

__all__ = ["BYTECODE", "NATIVE", "interrupted_after", "measure"]

# Each comes back from input() right before it enters what is to be interrupted, and would not
# leave that by itself within seconds.
BYTECODE = {
    "while True: pass": "while True: pass",
    "calls": "def f(n): return n if n < 1 else f(n - 1)\nwhile True: f(50)",
    "generator in a sort key": """
def forever():
    while True:
        yield 1
sorted([3, 1, 2], key=lambda n: sum(forever()))
""",
    "except: pass": """
while True:
    try:
        while True: pass
    except:
        pass
""",
}
TEXT = "text = 'a' * 1000000\npattern = 'a' * 500000 + 'b'\n"
NUMBERS = "values = [n * 7919 % 1000003 for n in range(300000)]\n"
NATIVE = {
    "sum(range(10**12))": ("", "sum(range(10**12))"),
    "str.rfind, worst case": (TEXT, "text.rfind(pattern)"),
    "str.strip, worst case": (TEXT, "('b' * 1000000).strip(pattern)"),
    "sorts of 300,000": (NUMBERS, "while True: values.copy().sort()"),
    "json.dumps of 300,000": ("import json\n" + NUMBERS, "while True: json.dumps(values)"),
    "list.count in 300,000": (NUMBERS, "while True: values.count(-1)"),
    "lists of 300,000 compared": (
        NUMBERS + "others = values.copy()\n",
        "while True: values == others",
    ),
    "str.join of 300,000": ("words = ['word'] * 300000\n", "while True: ','.join(words)"),
}


def measure(effort: Effort) -> Section:
    """Wall time; the flag comes at a random moment of the run."""
    section = Section(
        "interrupt",
        "Interrupt to result",
        ("samples", "p50 ms", "p99 ms", "max ms"),
        label="in the middle of",
    )
    bytecode = {name: ("", script) for name, script in BYTECODE.items()}
    groups = (
        ("bytecode", bytecode, effort.times(400, 40), 1.0),
        ("native code", NATIVE, effort.times(50, 8), 30.0),
    )
    limits = Limits(steps=None, memory="256MB", wall_time=60, cpu_time=60)
    for group, scripts, count, bound in groups:
        together: list[float] = []
        for name, (prepare, script) in scripts.items():
            effort.progress(f"{group}: {name}")
            with VM(limits=limits, isolation="thread") as vm:
                samples = [
                    interrupted_after(vm, f"{prepare}input()\n{script}") for _ in range(count)
                ]
            together += samples
            section.rows.append((f"{group}: {name}", _numbers(samples)))
        section.rows.append((f"{group}: all", _numbers(together)))
        what = f"interrupt to result, {group}, p99"
        section.targets.append(Target(what, percentile(together, 99) * 1e3, bound, "ms"))
    return section


def _numbers(samples: list[float]) -> tuple[float, ...]:
    ordered = median(samples), percentile(samples, 99), max(samples)
    return (len(samples), *(seconds * 1e3 for seconds in ordered))


def interrupted_after(vm: VM, script: str) -> float:
    """Seconds from the interrupt to the result; the script asks for input first."""
    entered = threading.Event()

    def enter(_: str) -> str:
        entered.set()
        return "\n"

    began = 0.0

    def interrupt() -> None:
        nonlocal began
        entered.wait()
        # Not to await something: to strike anywhere in a script's loop.
        time.sleep(random.uniform(0.0005, 0.005))
        began = clock()
        run.interrupt()

    run = vm.start(script, stdin=enter)
    other = threading.Thread(target=interrupt)
    other.start()
    result = run.result()
    ended = clock()
    other.join()
    if result.status is not Status.INTERRUPTED:
        raise RuntimeError(f"{script!r} ended by itself: {result}")
    return ended - began
