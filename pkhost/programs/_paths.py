"""Which paths a confined program may see, and what it may do to them."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable

from ._wire import Access, PathEntry

# Inside a private root the scratch folder is here: the place that programs
# expect to be able to write to.
PRIVATE_SCRATCH = "/tmp"

_READ_EXECUTE = Access.READ | Access.EXECUTE
_SYSTEM: tuple[tuple[str, Access], ...] = (
    # Programs, libraries, interpreters and their modules.
    ("/bin", _READ_EXECUTE),
    ("/lib", _READ_EXECUTE),
    ("/lib32", _READ_EXECUTE),
    ("/lib64", _READ_EXECUTE),
    ("/libx32", _READ_EXECUTE),
    ("/sbin", _READ_EXECUTE),
    ("/usr", _READ_EXECUTE),
    # What the loader reads, and what the links in /usr/bin lead through.
    ("/etc/alternatives", Access.READ),
    ("/etc/ld.so.cache", Access.READ),
    ("/etc/localtime", Access.READ),
    # Devices without a memory.
    ("/dev/full", Access.READ | Access.WRITE | Access.DEVICE),
    ("/dev/null", Access.READ | Access.WRITE | Access.DEVICE),
    ("/dev/random", Access.READ | Access.DEVICE),
    ("/dev/urandom", Access.READ | Access.DEVICE),
    ("/dev/zero", Access.READ | Access.WRITE | Access.DEVICE),
)
# What a linker reads besides.
_COMPILER = (
    ("/etc/ld.so.conf", Access.READ),
    ("/etc/ld.so.conf.d", Access.READ),
)
# What a private root has instead of the host's.
_PRIVATE = (("/proc", Access.READ | Access.PROC),)
# Of the host's /proc: the program itself, and what is no secret.
_SHARED = (
    ("/proc/self", Access.READ),
    ("/proc/cpuinfo", Access.READ),
    ("/proc/meminfo", Access.READ),
)

_RIGHTS = Access.READ | Access.WRITE | Access.EXECUTE


def _covered(entries: dict[str, Access], path: str, access: Access) -> bool:
    """Whether a listed folder above ``path`` allows exactly what ``access`` does."""
    parent = path
    while parent != "/":
        parent = os.path.dirname(parent)  # noqa: PTH120
        if parent in entries:
            above = entries[parent]
            return not above & Access.SCRATCH and above & _RIGHTS == access & _RIGHTS
    return False


def entries_of(
    *,
    private: bool,
    compiler: bool,
    scratch: str,
    program: str,
    readable: Iterable[str],
    writable: Iterable[str],
) -> list[PathEntry]:
    """List the paths, folders before what is inside them.

    All paths are absolute and normal.  ``private`` says whether they make a
    private root or just a Landlock rule each.
    """
    readable, writable = tuple(sorted(readable)), tuple(sorted(writable))
    if not readable and not writable and program.startswith("/usr/bin/"):
        program = ""  # it is listed with the system's
    return _entries(private, compiler, scratch, program, readable, writable)


@functools.lru_cache(maxsize=64)
def _entries(
    private: bool,
    compiler: bool,
    scratch: str,
    program: str,
    readable: tuple[str, ...],
    writable: tuple[str, ...],
) -> list[PathEntry]:
    write = Access.READ | Access.WRITE
    if compiler:
        write |= Access.EXECUTE
    listed: dict[str, Access] = {}

    def add(path: str, access: Access) -> None:
        # A place may be reached by a path with symbolic links in it: both names
        # have to lead there.
        for name in {path, os.path.realpath(path)}:
            if not _covered(listed, name, access):
                listed[name] = listed.get(name, Access(0)) | access

    extras = (*(_PRIVATE if private else _SHARED), *(_COMPILER if compiler else ()))
    for path, access in (*_SYSTEM, *extras):
        listed[path] = access | Access.OPTIONAL
    listed[scratch] = write | (Access.SCRATCH if private else Access(0))
    for path in readable:
        add(path, _READ_EXECUTE)
    for path in writable:
        add(path, write)
    if program:
        add(program, _READ_EXECUTE)
    return [PathEntry(os.fsencode(path), int(listed[path])) for path in sorted(listed)]
