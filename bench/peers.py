"""Other ways to run code that is not trusted, each behind one small class.

A peer that is not installed is skipped, and the report says so: ``pip install '.[bench]'``.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module, metadata
from typing import Any

__all__ = ["IN_PYTHON", "PEERS", "Missing", "monty_session", "version"]

Run = Callable[[], None]
"""Runs the tiny script once, in something that is as new, and checks the result."""

MEMORY = 64 << 20

# The same work everywhere: a loop, a sum, and the sum handed to the host.
EXPECTED = 45
IN_PYTHON = "total = 0\nfor i in range(10):\n    total += i\nprint(total)\n"
IN_JAVASCRIPT = "var total = 0; for (var i = 0; i < 10; i++) total += i; total"
IN_LUA = "local total = 0 for i = 0, 9 do total = total + i end return total"
IN_STARLARK = """
def work():
    total = 0
    for i in range(10):
        total += i
    return total

work()
"""


class Missing(Exception):
    """The peer is not installed."""


def version(distribution: str) -> str:
    """A distribution's name and version; ``Missing`` if it is not installed."""
    try:
        return f"{distribution} {metadata.version(distribution)}"
    except metadata.PackageNotFoundError:
        raise Missing(f"{distribution} is not installed (pip install '.[bench]')") from None


def _check(answer: object) -> None:
    if answer != EXPECTED:
        raise RuntimeError(f"the tiny script answered {answer!r}")


@contextlib.contextmanager
def pkhost_pristine() -> Iterator[tuple[str, Run]]:
    """A VM that is as new for every run: ``run_script``."""
    import pkhost

    def run() -> None:
        _check(int(pkhost.run_script(IN_PYTHON, isolation="thread").stdout))

    yield "pkhost run_script(), in a thread", run


@contextlib.contextmanager
def pkhost_isolated() -> Iterator[tuple[str, Run]]:
    """A VM in a process of its own for every run, one after another without a pause."""
    import pkhost

    def run() -> None:
        _check(int(pkhost.run_script(IN_PYTHON, isolation="process").stdout))

    yield "pkhost run_script(), in processes", run


@contextlib.contextmanager
def pkhost_kept() -> Iterator[tuple[str, Run]]:
    """One VM whose globals stay, which is no pristine VM, but often what is wanted."""
    import pkhost

    with pkhost.VM(isolation="thread") as vm:

        def run() -> None:
            _check(int(vm.run(IN_PYTHON).stdout))

        yield "pkhost VM.run(), in a thread, globals kept", run


@contextlib.contextmanager
def monty_session() -> Iterator[tuple[Any, Any]]:
    """A warm pool of pydantic-monty, and the limits to check a session out with."""
    version("pydantic-monty")
    monty = import_module("pydantic_monty")
    limits = {"max_memory": MEMORY, "max_feed_duration_secs": 10.0}
    with monty.Monty() as pool:
        yield pool, limits


@contextlib.contextmanager
def monty() -> Iterator[tuple[str, Run]]:
    """A session checked out of a warm pool of worker processes, and given back."""
    collect = None
    with monty_session() as (pool, limits):
        collect = import_module("pydantic_monty").CollectString

        def run() -> None:
            printed = collect()
            with pool.checkout(limits=limits) as session:
                session.feed_run(IN_PYTHON, print_callback=printed)
            _check(int(printed.output))

        yield f"{version('pydantic-monty')}, warm checkout", run


@contextlib.contextmanager
def quickjs() -> Iterator[tuple[str, Run]]:
    """A new context, with a limit on its memory."""
    name = version("quickjs")
    context_class = import_module("quickjs").Context

    def run() -> None:
        context = context_class()
        context.set_memory_limit(MEMORY)
        _check(context.eval(IN_JAVASCRIPT))

    yield f"{name}, new Context", run


@contextlib.contextmanager
def lupa() -> Iterator[tuple[str, Run]]:
    """A new runtime, with a limit on its memory."""
    name = version("lupa")
    runtime_class = import_module("lupa").LuaRuntime

    def run() -> None:
        runtime = runtime_class(max_memory=MEMORY, register_eval=False, register_builtins=False)
        _check(runtime.execute(IN_LUA))

    yield f"{name}, new runtime with max_memory", run


@contextlib.contextmanager
def starlark() -> Iterator[tuple[str, Run]]:
    """A new module; starlark-pyo3 has no limit on memory or time to set."""
    name = version("starlark-pyo3")
    module = import_module("starlark")
    globals_ = module.Globals.standard()

    def run() -> None:
        _check(module.eval(module.Module(), module.parse("main.star", IN_STARLARK), globals_))

    yield f"{name}, new Module", run


@contextlib.contextmanager
def python_process() -> Iterator[tuple[str, Run]]:
    """A subprocess that runs Python itself."""

    def run() -> None:
        command = [sys.executable, "-I", "-c", IN_PYTHON]
        _check(int(subprocess.run(command, capture_output=True, check=True).stdout))

    yield "python -I -c, a subprocess", run


PEERS: dict[str, tuple[Callable[[], contextlib.AbstractContextManager[tuple[str, Run]]], int]] = {
    "pkhost": (pkhost_pristine, 10),
    "pkhost isolated": (pkhost_isolated, 1),
    "pkhost kept": (pkhost_kept, 10),
    "monty": (monty, 10),
    "quickjs": (quickjs, 10),
    "lupa": (lupa, 10),
    "starlark": (starlark, 10),
    "python": (python_process, 1),
}
"""What to enter for each, and how often it runs in a turn; the first is what others are held to."""
