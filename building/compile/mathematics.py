"""A stand-in for libm to link the worker with: its functions, without their versions."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

from .. import elf, places
from ..errors import BuildError
from ..records import Done, once
from . import toolchain

NAME = "libm.so.6"


def make(folder: Path) -> Path:
    """Make the stand-in in ``folder``; return its path.

    The extension takes libm's functions from the libm that Python has loaded, by their names
    alone, and the dynamic linker then gives it the oldest version that there is of each.  An
    executable has to name libm.  Linked to the real one, it would ask for the newest versions
    instead, which older C libraries do not have, and which may be other code than the extension
    runs.
    """
    library, source = folder / NAME, folder / "libm.c"
    real = _real()

    def write() -> Done:
        names = sorted(elf.read(real).exports)
        # Not definitions in C: the compiler knows these functions, and their types.
        lines = (
            f'    ".globl {name}\\n.type {name}, %function\\n"\n'
            f'    "{name}: .byte 0\\n.size {name}, 1\\n"\n'
            for name in names
            if name.isidentifier()
        )
        source.write_text(f'__asm__(".text\\n"\n{"".join(lines)});\n', encoding="utf-8")
        return Done([real, *places.build_code()])

    once(source, str(real), write)
    sources = toolchain.Sources(folder, folder, ["-fPIC"], [source])
    linking = ["-shared", "-nostdlib", f"-Wl,-soname,{NAME}"]
    return toolchain.make([toolchain.NativeFile(library, [sources], linking)])[0]


def _real() -> Path:
    """The compiler's own libm: of the machine that it compiles for."""
    command = [*toolchain.compiler(), f"-print-file-name={NAME}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    found = Path(answer.stdout.strip())
    if answer.returncode or not found.is_file():
        raise BuildError(
            f"the C compiler does not know where {NAME} is ({shlex.join(command)} said "
            f"{answer.stdout.strip() or 'nothing'}): on Debian, run `apt-get install libc6-dev`."
        )
    return found
