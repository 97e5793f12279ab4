"""Compiles the modules of the archive, by the engine that has just been linked.

That runs in a process of its own: ``python -m building.library.compiled ENGINE ARCHIVE FOLDER``
writes ``FOLDER/NAME.code`` for each module.  An engine that cannot run here (it is for another
machine, or has sanitizers) leaves the archive as it is: its modules are compiled when they are
imported, which takes longer.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from .. import places
from ..compile import toolchain
from ..records import Done, once
from . import archive

CANNOT_RUN = 3
"""The exit status that says so."""

FILENAME = "<library>/"
"""What the names of their files begin with: csrc/engine/base/library.h."""


def make(sources: Path, engine: Path, folder: Path) -> toolchain.NativeFile:
    """Make the archive of the modules' code.

    ``sources`` is the folder of the archive of sources, with which ``engine`` runs.
    """
    data = sources / archive.DATA

    def step() -> Done:
        codes = run(engine, data, folder / "codes")
        modules = [
            archive.Entry(entry.name, entry.kind, b"" if entry.name in codes else entry.text,
                  codes.get(entry.name, b""))
            for entry in archive.unpack(data.read_bytes())
        ]  # fmt: skip
        archive.write(archive.pack(modules), folder)
        return Done([data, engine, *places.build_code()])

    folder.mkdir(exist_ok=True)
    once(folder / archive.SOURCE, str(sources), step)
    return archive.native(folder)


def run(engine: Path, data: Path, folder: Path) -> dict[str, bytes]:
    """The code of each module of the archive in ``data``; none if the engine cannot run here."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    command = [sys.executable, "-m", "building.library.compiled", *map(str, (engine, data, folder))]
    subprocess.run(
        command,
        cwd=places.ROOT,
        env=os.environ | {"PYTHONPATH": str(places.ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return {path.stem: path.read_bytes() for path in folder.glob("*.code")}


def main(engine: str, data: str, folder: str) -> int:
    """Compile all modules; what cannot be compiled is left out."""
    try:
        library = ctypes.CDLL(engine)
    except OSError:
        return CANNOT_RUN
    compile_one = library.pkhost_library_code
    compile_one.restype = ctypes.c_void_p
    size = ctypes.c_size_t()
    message = ctypes.create_string_buffer(1024)
    for entry in archive.unpack(Path(data).read_bytes()):
        if entry.kind in (archive.ABSENT, archive.RESOURCE):
            continue
        place = entry.name.replace(".", "/")
        place += "/__init__.py" if entry.kind == archive.PACKAGE else ".py"
        found = compile_one(
            entry.text,
            (FILENAME + place).encode(),
            ctypes.byref(size),
            message,
            ctypes.c_size_t(len(message)),
        )
        if found:
            Path(folder, f"{entry.name}.code").write_bytes(ctypes.string_at(found, size.value))
            library.pkhost_library_code_free(ctypes.c_void_p(found))
        else:
            print(f"{entry.name}: {message.value.decode()}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
