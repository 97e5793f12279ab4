"""Ends the build for a PocketPy library whose scripts could not be limited.

Each check is about one way past the engine.  Its message says which, and how to build a PocketPy
that has none.
"""

from __future__ import annotations

import struct
from pathlib import Path

from .. import elf
from ..errors import BuildError
from . import interpose_list, tls_descriptors

SYSTEM_LIBRARIES = ("libc.so.", "libm.so.", "ld-linux", "libgcc_s.so.", "ld64.so.")
"""What PocketPy may be linked to: the table sorts names of these and of no other library."""


def check(facts: elf.SharedLibrary, library: Path) -> None:
    """End the build if ``library``, with these ``facts``, cannot become the capsule."""
    check_links(facts, library)
    check_threads(facts, library)
    check_interposable(facts, library, interpose_list.read())
    check_current_vm(facts, library)


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
    if "descriptor" in facts.thread_local_access and facts.machine not in tls_descriptors.MACHINES:
        raise BuildError(
            f"{library} looks pk_current_vm up by TLS descriptors (-mtls-dialect=gnu2), whose "
            "answer holds for one thread only, and a run that pauses goes on in another. Rebuild "
            "it with -mtls-dialect=gnu."
        )
