"""Tab completion of the repl: names in the VM, and attributes after a dot."""

from __future__ import annotations

import keyword
import re
from collections.abc import Callable, Iterator

from ..errors import PkhostError
from ..limits import Limits
from ..scripts import VM

__all__ = ["completer"]

# A dotted name, which can be evaluated without calling anything but properties.
_DOTTED = re.compile(r"(?:([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\.)?([A-Za-z_]\w*)?")
_QUICK = Limits(steps=200_000, wall_time=0.5, cpu_time=0.5, stdout=0, stderr=0)
_NAMES = "list(map(lambda pair: pair[0], globals().items())) + dir(__import__('builtins'))"


def completer(vm: VM) -> Callable[[str, int], str | None]:
    """Return a function for ``readline.set_completer``.  It changes nothing in the VM."""
    found: list[str] = []

    def complete(text: str, state: int) -> str | None:
        nonlocal found
        if state == 0:
            try:
                found = sorted(set(_complete(vm, text)))
            except PkhostError:  # a name that is not there, a property that fails or never ends
                found = []
        return found[state] if state < len(found) else None

    return complete


def _complete(vm: VM, text: str) -> Iterator[str]:
    match = _DOTTED.fullmatch(text)
    if match is None or not text:
        return
    of, begun = match[1], match[2] or ""
    before = vm.snapshot()
    try:
        names = vm.eval(_NAMES if of is None else f"dir({of})", limits=_QUICK)
    finally:
        vm.restore(before)
    if of is None:
        names += keyword.kwlist
    for name in names:
        if name.startswith(begun) and (begun.startswith("_") or not name.startswith("_")):
            yield name if of is None else f"{of}.{name}"
