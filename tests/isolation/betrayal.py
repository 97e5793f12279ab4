"""A worker that was taken over, in the place of the real one: see traitor/traitor.c."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pkhost
from building import places
from building.capsule import private_copy
from building.compile import native, toolchain
from building.library import archive, cpython, zlib
from building.pocketpy import locate
from pkhost import Limits, ScriptResult, Status, run_script
from pkhost.engine import factory
from pkhost.engine.extension import binding, process_home

PATIENCE = 60.0
"""Seconds in which each case is over, by far, on any machine; nothing waits for it to pass."""

LIMITS = Limits(memory="8MiB", wall_time=1, cpu_time=1, stdout="1MiB", stderr="1MiB")

SOURCES = Path(__file__).with_name("traitor")


def traitor() -> Path:
    """Make the worker with traitor/ in the place of csrc/worker/serve.c.

    All the rest, what locks a worker in included, is the worker's own object code.
    """
    with places.only_build() as folder:
        found = locate.find(folder)
        work = folder / "work"
        capsule = private_copy.make(found.library, work)
        modules = archive.make(cpython.find(folder), work).target
        _, worker = native.engine_and_worker(found, capsule, modules, zlib.find(folder), work)
        honest = next(one for one in worker.sources if one.root == places.WORKER)
        others = sorted({*places.WORKER.rglob("*.c")} - {places.WORKER / "serve.c"})
        flags = [*honest.flags, "-Werror", f"-I{SOURCES}"]
        made = toolchain.NativeFile(
            work / "traitor" / "worker",
            [
                *(one for one in worker.sources if one is not honest),
                dataclasses.replace(honest, files=others),
                toolchain.Sources(SOURCES, work / "traitor", flags),
            ],
            # The capsule is not beside it.
            [f"-Wl,-rpath,{Path(pkhost.__file__).parent}", "-Wl,--no-as-needed", *worker.linking],
            [*worker.libraries, *_preloaded()],
        )
        made.target.parent.mkdir(exist_ok=True)
        return toolchain.make([made])[0]


def _preloaded() -> list[Path]:
    """What scripts/sanitize preloads beside the sanitizers, which a worker has to name itself."""
    return [Path(one) for one in os.environ.get("LD_PRELOAD", "").split() if "plain" in one]


@contextlib.contextmanager
def in_the_workers_place(worker: Path) -> Iterator[None]:
    """Let all processes of scripts be made of another file."""
    factory.home("process")  # which names the real one
    lib = binding.load().lib
    lib.pkhost_isolation_shutdown()
    lib.pkhost_isolation_use(os.fsencode(worker))
    try:
        yield
    finally:
        lib.pkhost_isolation_shutdown()
        lib.pkhost_isolation_use(os.fsencode(process_home._WORKER))


def ordered(order: str, limits: Limits = LIMITS, **options: Any) -> ScriptResult:
    """Give an order to a worker of its own.  The run is over within its limits."""
    begin = time.monotonic()
    result = run_script(order, limits=limits, isolation="process", **options)
    took = time.monotonic() - begin
    assert took < PATIENCE, f"{order}: {took} s"
    return result


def crashed(result: ScriptResult) -> str:
    """Why a run has crashed, which it has."""
    assert result.status is Status.CRASHED, str(result)
    assert result.error is not None
    assert result.error.type == "CRASHED"
    assert result.restored
    return result.error.message
