"""What the tests of isolation share: programs in C, compiled for a test."""

from __future__ import annotations

import dataclasses
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pkhost
from building import places
from building.capsule import private_copy
from building.compile import native, toolchain
from building.pocketpy import locate

ROOT = Path(__file__).resolve().parents[2]
CSRC = ROOT / "csrc"
HERE = Path(__file__).resolve().parent

SANITIZERS = ("-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g")


def compiled(target: Path, sources: Sequence[Path], *options: str) -> Path:
    """Compile C sources, which may include what is in csrc/, into the executable ``target``."""
    command = [
        *toolchain.compiler(),
        *("-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-pthread", f"-I{CSRC}"),
        *options,
        *map(str, sources),
        *("-o", str(target)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return target


def environment() -> dict[str, str]:
    """The environment of a program that has its own sanitizers: nothing is preloaded."""
    return {
        name: value
        for name, value in os.environ.items()
        if name not in ("LD_PRELOAD", "ASAN_OPTIONS", "UBSAN_OPTIONS")
    }


def python_environment() -> dict[str, str]:
    """The environment of a Python that finds the pkhost under test, which need not be near here."""
    package = str(Path(pkhost.__file__).resolve().parents[1])
    return {**os.environ, "PYTHONPATH": os.pathsep.join((package, str(ROOT), str(HERE.parent)))}


def traitor(target: Path) -> Path:
    """Make the worker with tests/isolation/traitor/ in the place of csrc/worker/serve.c.

    All the rest, what locks a worker in included, is the worker's own object code.
    """
    sources = HERE / "traitor"
    with places.only_build() as folder:
        found = locate.find(folder)
        work = folder / "work"
        capsule = private_copy.make(found.library, work)
        _, worker = native.engine_and_worker(found, capsule, work)
        honest = next(one for one in worker.sources if one.root == places.WORKER)
        others = sorted({*places.WORKER.rglob("*.c")} - {places.WORKER / "serve.c"})
        flags = [*honest.flags, "-Werror", f"-I{sources}"]
        made = toolchain.NativeFile(
            target,
            [
                *(one for one in worker.sources if one is not honest),
                dataclasses.replace(honest, files=others),
                toolchain.Sources(sources, target.parent / "objects", flags),
            ],
            # The capsule is not beside it.
            [f"-Wl,-rpath,{Path(pkhost.__file__).parent}", *worker.linking],
            worker.libraries,
        )
        toolchain.make([made])
    return target
