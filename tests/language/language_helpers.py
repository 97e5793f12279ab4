"""Run a program in a VM of dialect "python" and in this CPython, and compare what they print.

    check(vm, '''
    print([x * y for x in (1, 2) for y in (3, 4)])
    ''')

A program stands in a test as it is; its indentation is removed.  It runs as a script, in a VM that
is put back before it, and in a namespace of its own here.  What it prints must be the same, and the
exception that ends it, if one does: its class and its text.

Programs use what CPython 3.11 has, so with another Python a test that depends on its words is
skipped: ``@cpython_311``.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import sys
import textwrap
from dataclasses import dataclass
from typing import Any

import pytest

from pkhost import VM, Limits, Status

LIMITS = Limits(steps=20_000_000, wall_time=30, memory="64MiB")

cpython_311 = pytest.mark.skipif(
    sys.version_info[:2] != (3, 11), reason="the words of an error are those of CPython 3.11"
)


@dataclass(frozen=True)
class Ran:
    """What a program printed, and the exception that ended it, or nothing."""

    output: str
    error: str = ""


def here(vm: VM, program: str, **options: Any) -> Ran:
    """Run a program in the VM, as it is when new."""
    vm.reset()
    result = vm.run(textwrap.dedent(program), **options)
    assert result.status in (Status.OK, Status.ERROR), result
    error = result.error
    said = "" if error is None else f"{error.type}: {error.message}"
    return Ran(str(result.stdout), said)


def in_cpython(program: str) -> Ran:
    """Run a program in this Python."""
    output = io.StringIO()
    scope = {"__name__": "__main__", "__builtins__": __builtins__}
    code = compile(textwrap.dedent(program), "main.py", "exec", dont_inherit=True)
    try:
        with contextlib.redirect_stdout(output):
            exec(code, scope)
    except Exception as error:
        return Ran(output.getvalue(), f"{type(error).__name__}: {error}")
    return Ran(output.getvalue())


SHOW = """
def show(text, f):
    try:
        print(text, ascii(f()))
    except Exception as e:
        print(text, type(e).__name__, e)
"""


def shown(expressions: list[str], setup: str = "") -> str:
    """A program that prints each expression, and its value or the exception that it raises."""
    return SHOW + setup + "".join(f"show({e!r}, lambda: ({e}))\n" for e in expressions)


def check(vm: VM, program: str) -> None:
    """Run a program on both sides; both must do the same."""
    there, found = in_cpython(program), here(vm, program)
    if found != there:
        both = (f"{ran.output}\n{ran.error}".splitlines() for ran in (there, found))
        pytest.fail("\n".join(difflib.unified_diff(*both, "CPython", "pkhost", lineterm="", n=1)))
