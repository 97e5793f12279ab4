"""Sweeps over all that a script can call, in an interpreter of its own; prints each outcome.

``python arguments_child.py BYTE SCALE PART PARTS LIBRARY DIALECT`` scribbles BYTE over the free C
stack before each call, and over a heap that each piece of the work begins with, and prints
``target number outcome`` for every call of the targets whose number is PART modulo PARTS.  A run
that did not end well is cut in two until the call is found that it is due to; its status is that
call's outcome.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

from pkhost import VM, Determinism, Limits, Policy, Snapshot, Status

SCRIPT = Path(__file__).parents[1] / "script_corpus" / "arguments" / "sweep.py"
# Steps end what takes long, at the same place on every machine.  A piece of the work that a time
# limit cut would be done again in halves, and its objects would lie at other addresses.
LIMITS = Limits(
    memory="48MB", steps=20_000_000, stdout="64KiB", stderr="64KiB", wall_time=60, cpu_time=60
)
SLEEPING = LIMITS.replace(wall_time=0.5)  # which takes no steps
CHUNK = 250


def main(byte: int, scale: int, part: int, parts: int, library: str, dialect: str) -> None:
    scribbler = ctypes.PyDLL(library).scribble
    with VM(limits=LIMITS, policy=Policy.open(), dialect=dialect, isolation="thread") as vm:
        vm.expose(lambda: scribbler(byte), "scribble")
        loaded = vm.run(SCRIPT.read_text("utf-8"), SCRIPT.name)
        assert loaded.status is Status.OK, str(loaded)
        names = vm.eval("NAMES")
        counts = vm.eval(f"[size(target, {scale}) for target in range(len(NAMES))]")
        # Where freed memory is given out again without being cleared, this shows.
        fill = f"x = [chr({byte & 0x7F}) * (n * 8) for n in range(1, 400)]"
        vm.run(f"import gc\n{fill}\ndel x\ngc.collect()")
        filled = vm.snapshot()
        for target in range(part, len(names), parts):
            for low in range(0, counts[target], CHUNK):
                number = low
                limits = SLEEPING if names[target] == "time.sleep" else LIMITS
                high = min(low + CHUNK, counts[target])
                for text in sweep(vm, filled, limits, target, scale, low, high):
                    print(target, names[target], number, text.encode("unicode_escape").decode())
                    number += 1


def sweep(
    vm: VM, ready: Snapshot, limits: Limits, target: int, scale: int, low: int, high: int
) -> list[str]:
    vm.restore(ready)
    result = vm.run(
        f"sweep({target}, {scale}, {low}, {high})", deterministic=Determinism(), limits=limits
    )
    if result.status is Status.OK and isinstance(result.value, list):
        return result.value
    if high - low == 1:
        said = str(result.error.message) if result.status is Status.CRASHED else ""
        return [f"STATUS {result.status.value} {said}"]
    middle = (low + high) // 2
    return [
        *sweep(vm, ready, limits, target, scale, low, middle),
        *sweep(vm, ready, limits, target, scale, middle, high),
    ]


if __name__ == "__main__":
    main(*map(int, sys.argv[1:5]), *sys.argv[5:])  # type: ignore[call-arg]
