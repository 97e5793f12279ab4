"""What the host and the launcher say to each other, as bytes.

The other side is ``csrc/launcher/launcher.h``, where every field is explained;
tests/programs/test_programs_wire.py compares the two.
"""

from __future__ import annotations

import enum
import struct
from collections.abc import Iterable, Sequence
from typing import NamedTuple

CONFIG_MAGIC = 0x31676B70
REPORT_MAGIC = 0x31726B70
CONTROL_FD = 3
CONFIG_FD = 4
UNLIMITED = 0xFFFF_FFFF_FFFF_FFFF
KILL = b"k"

MISFIT = "the program launcher was built from other sources than this pkhost, and cannot read it"
MISFIT_HINT = "install pkhost again, or run `python build.py launcher` in its sources"
"""What it means, and what helps, if the launcher finds a configuration invalid (``EINVAL`` at
``Step.CONFIG``)."""


class Protect(enum.IntFlag):
    """What the launcher puts up."""

    NO_NEW_PRIVS = 1 << 0
    UNPRIVILEGED = 1 << 1
    LANDLOCK = 1 << 2
    LANDLOCK_NETWORK = 1 << 3
    LANDLOCK_SCOPE = 1 << 4
    SECCOMP = 1 << 5
    PID_NAMESPACE = 1 << 6
    MOUNT_NAMESPACE = 1 << 7
    IPC_NAMESPACE = 1 << 8
    UTS_NAMESPACE = 1 << 9
    NETWORK_NAMESPACE = 1 << 10
    CGROUP = 1 << 11
    CPU_ACCOUNTING = 1 << 12


class Option(enum.IntFlag):
    """How it puts them up."""

    USER_NAMESPACE = 1 << 0
    KEEP_FILE_ACCESS = 1 << 1
    FILTER_COMPILER = 1 << 2
    FILTER_NETWORK = 1 << 3
    FILTER_PROCESSES = 1 << 4
    COUNT_PROCESSES = 1 << 5
    TERMINAL = 1 << 6


class Access(enum.IntFlag):
    """What may be done to a path."""

    READ = 1 << 0
    WRITE = 1 << 1
    EXECUTE = 1 << 2
    OPTIONAL = 1 << 3
    DEVICE = 1 << 4
    SCRATCH = 1 << 5
    PROC = 1 << 6
    LIST = 1 << 7
    THERE = 1 << 8


class Outcome(enum.IntEnum):
    """How far the run got."""

    ENDED = 1
    NOT_STARTED = 2
    SETUP_FAILED = 3


class Reason(enum.IntEnum):
    """Why the supervisor killed the program."""

    NONE = 0
    HOST = 1
    WALL_TIME = 2
    CPU_TIME = 3
    MEMORY = 4


class Step(enum.IntEnum):
    """Where the setup failed."""

    NONE = 0
    CONFIG = 1
    SUPERVISOR = 2
    CGROUP = 3
    NAMESPACES = 4
    USER_MAP = 5
    MOUNT_ROOT = 6
    MOUNT_PATH = 7
    FILES = 8
    HOSTNAME = 9
    FORK = 10
    SESSION = 11
    LIMITS = 12
    NO_NEW_PRIVS = 13
    LANDLOCK = 14
    LANDLOCK_NETWORK = 15
    LANDLOCK_SCOPE = 16
    USER = 17
    SECCOMP = 18
    FOLDER = 19
    EXECUTE = 20
    SCRATCH = 21
    CPU_ACCOUNTING = 22


class Report(NamedTuple):
    """The one message of the launcher."""

    outcome: int
    reason: int
    wait_status: int
    step: int
    error: int
    detail: int
    cgroup_oom: int
    wall_time: int
    user_time: int
    system_time: int
    peak_process: int
    peak_tree: int
    context_switches: int


_REPORT = struct.Struct("=IIIiIiII6q")


def unpack_report(data: bytes) -> Report | None:
    """Read a report; ``None`` if it is none."""
    if len(data) != _REPORT.size:
        return None
    magic, *fields = _REPORT.unpack(data)
    return Report(*fields) if magic == REPORT_MAGIC else None


class PathEntry(NamedTuple):
    """A path that the program may see."""

    path: bytes
    access: int


class FileEntry(NamedTuple):
    """A file to write into the scratch folder; its path begins there."""

    path: bytes
    data: bytes
    mode: int


class Numbers(NamedTuple):
    """The numbers of the configuration, in the launcher's order."""

    protections: int
    options: int
    host: int
    user_base: int
    mark: int
    wall_time: int
    cpu_time: int
    memory: int
    address_space: int
    processes: int
    open_files: int
    file_size: int
    disk: int
    stack: int


_HEADER = struct.Struct("=IIIIiI10Q8I4I")


def pack_config(
    numbers: Numbers,
    *,
    arguments: Sequence[bytes],
    environment: Sequence[bytes],
    paths: Iterable[PathEntry] = (),
    files: Iterable[FileEntry] = (),
    program: bytes = b"",
    folder: bytes,
    cgroup: bytes = b"",
    scratch: bytes = b"",
) -> bytes:
    """Write a configuration: the header, the lists, the texts.

    Lists are aligned to 8 bytes; one of an odd number of offsets gets one more.
    The caller has refused texts with zero bytes.
    """
    paths, files = tuple(paths), tuple(files)
    texts = [*arguments, *environment, program, folder, cgroup, scratch]
    texts += [entry.path for entry in paths]
    for file in files:
        texts += (file.path, file.data)

    environment_at = _HEADER.size + 4 * _even(len(arguments))
    paths_at = environment_at + 4 * _even(len(environment))
    files_at = paths_at + 8 * len(paths)
    at = files_at + 16 * len(files)
    offsets = []
    for text in texts:
        offsets.append(at)
        at += len(text) + 1

    after_arguments = len(arguments)
    after_environment = after_arguments + len(environment)
    words = offsets[:after_arguments]
    if len(words) % 2:
        words.append(0)
    words += offsets[after_arguments:after_environment]
    if len(words) % 2:
        words.append(0)
    rest = after_environment + 4
    for index, entry in enumerate(paths, rest):
        words += (offsets[index], entry.access)
    rest += len(paths)
    for index, file in enumerate(files):
        words += (
            offsets[rest + 2 * index], offsets[rest + 2 * index + 1], len(file.data), file.mode
        )  # fmt: skip
    program_at, folder_at, cgroup_at, scratch_at = offsets[
        after_environment : after_environment + 4
    ]
    header = _HEADER.pack(
        CONFIG_MAGIC, at, *numbers,
        _HEADER.size, len(arguments), environment_at, len(environment),
        paths_at, len(paths), files_at, len(files),
        program_at if program else 0, folder_at, cgroup_at if cgroup else 0,
        scratch_at if scratch else 0,
    )  # fmt: skip
    lists = struct.pack(f"={len(words)}I", *words)
    return b"".join((header, lists, b"\0".join(texts), b"\0"))


def _even(count: int) -> int:
    return count + count % 2
