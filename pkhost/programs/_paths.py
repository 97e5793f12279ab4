"""Which paths a confined program may see, and what it may do to them."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable

from ._interpreter import absolute, links, needed_by
from ._wire import Access, PathEntry

# Inside a private root the scratch folder is here: the place that programs
# expect to be able to write to.  Elsewhere if the host's own is to be seen there.
PRIVATE_SCRATCH = "/tmp"
_OTHER_SCRATCH = "/scratch"

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
# What a linker reads in addition.
_COMPILER = (
    ("/etc/ld.so.conf", Access.READ),
    ("/etc/ld.so.conf.d", Access.READ),
)
# What a private root has instead of the host's.
_PRIVATE = (("/proc", Access.PROC),)
# Of /proc: the program's first process, and what is no secret.  Not a folder as a whole,
# since /proc/self/net shows what the whole machine is connected to.
_PROC = (
    ("/proc/self", Access.LIST),
    *(
        (f"/proc/{name}", Access.READ)
        for name in (
            *("cpuinfo", "filesystems", "loadavg", "meminfo", "uptime", "version"),
            *("sys/kernel/osrelease", "sys/kernel/pid_max", "sys/kernel/random/uuid"),
            *("sys/vm/max_map_count", "sys/vm/overcommit_memory"),
            *("self/cgroup", "self/cmdline", "self/comm", "self/environ", "self/fdinfo"),
            *("self/limits", "self/maps", "self/mountinfo", "self/mounts", "self/smaps"),
            *("self/smaps_rollup", "self/stat", "self/statm", "self/status"),
        )
    ),
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
    executable: Iterable[str] = (),
) -> list[PathEntry]:
    """List the paths, folders before what is inside them.

    All paths are absolute and normal.  ``private`` says whether they make a
    private root or just a Landlock rule each.  ``program`` is empty if it is
    one of ``executable``: files that the launcher puts into ``scratch``.
    """
    readable = tuple(sorted({*readable, *needed_by(program)}))
    writable, executable = tuple(sorted(writable)), tuple(sorted(executable))
    if not readable and not writable and program.startswith("/usr/bin/"):
        program = ""  # it is listed with the system's
    return _entries(private, compiler, scratch, program, readable, writable, executable)


def private_scratch(given: Iterable[str]) -> str:
    """Return where in a private root the scratch folder hides none of the paths
    that were given for the program to see."""
    paths = {name for path in given for name in (path, absolute(os.path.realpath(path)))}
    place, number = PRIVATE_SCRATCH, 1
    while any(place == path or place.startswith(f"{path}/") for path in paths):
        place = _OTHER_SCRATCH if number == 1 else f"{_OTHER_SCRATCH}{number}"
        number += 1
    return place


@functools.lru_cache(maxsize=64)
def _entries(
    private: bool,
    compiler: bool,
    scratch: str,
    program: str,
    readable: tuple[str, ...],
    writable: tuple[str, ...],
    executable: tuple[str, ...],
) -> list[PathEntry]:
    write = Access.READ | Access.WRITE
    if compiler:
        write |= Access.EXECUTE
    listed: dict[str, Access] = {}

    def add(path: str, access: Access) -> None:
        # A place may be reached by a path with symbolic links in it: all names on the
        # way have to lead there.
        for name in links(path):
            if not _covered(listed, name, access):
                optional = Access.OPTIONAL if os.path.islink(name) else Access(0)  # noqa: PTH114
                listed[name] = listed.get(name, Access(0)) | access | optional

    there = Access.THERE if private else Access(0)
    for path, access in _PROC:
        listed[path] = access | there | Access.OPTIONAL
    extras = (*(_PRIVATE if private else ()), *(_COMPILER if compiler else ()))
    for path, access in (*_SYSTEM, *extras):
        listed[path] = access | Access.OPTIONAL
    listed[scratch] = write | (Access.SCRATCH if private else Access(0))
    for path in readable:
        add(path, _READ_EXECUTE)
    for path in writable:
        add(path, write)
    if program:
        add(program, _READ_EXECUTE)
    for path in executable:
        listed[path] = write | Access.EXECUTE | there
    return [PathEntry(os.fsencode(path), int(listed[path])) for path in sorted(listed)]
