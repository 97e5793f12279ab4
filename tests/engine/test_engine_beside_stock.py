"""A host that has PocketPy loaded already, for everybody to see: neither engine sees the other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from building import places
from building.pocketpy import locate
from engine_helpers import printed, python

STOCK = """
import ctypes, os, sys
def load():
    global stock
    stock = ctypes.CDLL(LIBRARY, os.RTLD_NOW | os.RTLD_GLOBAL)
    stock.py_initialize()
def use(expected):
    ok = stock.py_exec(b"kept = list(range(10)); x = sum(kept)", b"main.py", 0, None)
    assert ok, "the stock library fails"
    assert stock.py_eval(b"x * " + expected, None)
    stock.py_toint.restype = ctypes.c_int64
    stock.py_retval.restype = ctypes.c_void_p
    assert stock.py_toint(ctypes.c_void_p(stock.py_retval())) == 45 * int(expected)
"""

PKHOST = """
from pkhost import VM, Limits, Status
def host():
    limits = Limits(steps=10_000, memory="4MiB")
    timed = limits.replace(steps=None, wall_time=0.02)
    with VM(limits=limits) as vm:
        r = vm.run("class A:\\n    pass\\nprint(sorted([3, 1, 2], key=lambda v: -v), A.__name__)")
        assert r.stdout == "[3, 2, 1] A\\n", r
        assert vm.run("while True: pass").status is Status.STEPS
        assert vm.run("while True: pass", limits=timed).status is Status.WALL_TIME
        assert vm.run("x = 'a' * 8000000").status is Status.MEMORY
        assert vm.run("import stdc").status is Status.ERROR
        vm.expose(lambda a, b: a + b, "add")
        assert vm.run("print(add(1, 2))").stdout == "3\\n"
"""

ORDERS = {
    "the stock library first": "load(); use(b'2'); host(); use(b'3'); host(); use(b'4')",
    "pkhost first": "host(); load(); use(b'2'); host(); use(b'3')",
}


@pytest.fixture(scope="module")
def library() -> Path:
    with places.only_build() as folder:
        return Path(locate.find(folder).library)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("linked", [False, True])
def test_neither_disturbs_the_other(library: Path, order: str, linked: bool) -> None:
    """Also where the process has had the stock library from its start, as if linked to it."""
    code = f"LIBRARY = {str(library)!r}\n{STOCK}{PKHOST}{ORDERS[order]}"
    preloaded = [*os.environ.get("LD_PRELOAD", "").split(), *([str(library)] if linked else [])]
    printed(python(code, LD_PRELOAD=" ".join(preloaded)))
