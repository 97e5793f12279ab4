"""Makes a job for the launcher from the arguments of ``run_program``."""

from __future__ import annotations

import errno
import functools
import io
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..limits import Limits
from . import protections
from ._contents import Contents
from ._interpreter import absolute
from ._paths import entries_of, private_scratch
from ._sweep import new_mark
from ._wire import UNLIMITED, Numbers, Option, PathEntry, pack_config
from .options import Options, StrPath

DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin"


@dataclass
class Job:
    """One run, checked and ready."""

    config: bytes
    mark: int
    program: str
    options: Options
    choice: protections.Choice
    paths: Sequence[PathEntry] = ()
    """What the program may see, in the configuration's order."""
    not_started: int = 0
    """An errno, if it is plain already that the program cannot be executed."""


def prepare(argv: Sequence[StrPath], options: Options) -> Job:
    """Choose protections, write the configuration."""
    if isinstance(argv, (str, bytes, os.PathLike)) or not argv:
        raise ValueError(_not_a_list(argv))
    if not isinstance(argv, Iterable) or isinstance(argv, io.IOBase):
        raise TypeError(_not_a_list(argv))
    arguments = [_encode(f"argv[{place}]", value) for place, value in enumerate(argv)]
    choice = protections.choose(options.profile, options.require, options.network)
    contents = Contents(options.files, options.executable, options.encoding)
    reads, writes = [*options.readable], [*options.writable]
    start = options.cwd
    if start is not None and start not in ("/", *writes):
        reads.append(start)
    if choice.private:
        scratch = private_scratch((*reads, *writes))
    elif options.profile.confined or contents:
        # The launcher makes it.
        import tempfile

        folder = absolute(os.path.realpath(tempfile.gettempdir()))
        scratch = f"{folder}/pkhost-{os.urandom(8).hex()}"
    else:
        scratch = ""
    return _job(arguments, choice, options, contents, scratch, reads, writes)


def _not_a_list(argv: object) -> str:
    return f'argv: expected a list with the program first, as ["ls", "-l"], not {argv!r}'


def _job(
    arguments: list[bytes],
    choice: protections.Choice,
    options: Options,
    contents: Contents,
    scratch: str,
    readable: list[str],
    writable: list[str],
) -> Job:
    start = options.cwd
    home = scratch or start or os.getcwd()  # noqa: PTH109
    environment = {"PATH": DEFAULT_PATH, "HOME": home, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    if scratch:
        environment["TMPDIR"] = scratch
    if options.terminal:
        environment["TERM"] = "dumb"
    environment.update(options.env)
    name = os.fsdecode(arguments[0])
    inside = contents.find(name) if start is None else None
    if inside is None:
        program, missing = _find(name, start, environment["PATH"])
    else:
        program, missing = f"{scratch}/{inside}", 0
        contents.executable.add(inside)

    paths: Sequence[PathEntry] = ()
    if choice.confined and not missing:
        paths = entries_of(
            private=choice.private,
            compiler=options.profile.compiler,
            scratch=scratch,
            program=program if inside is None else "",
            readable=readable,
            writable=writable,
            executable=[f"{scratch}/{name}" for name in contents.executable],
        )
    mark = new_mark()
    config = pack_config(
        Numbers(
            choice.protections,
            choice.options | (Option.TERMINAL if options.terminal else 0),
            os.getpid(),
            choice.user_base,
            mark,
            *_numbers(options.limits),
        ),
        arguments=arguments,
        environment=[
            _encode("env", name, name) + b"=" + _encode(f"env: {name!r}", value)
            for name, value in environment.items()
        ],
        paths=paths,
        files=contents.entries(options.profile.compiler),
        program=_encode("argv", program),
        folder=_encode("cwd", start or home),
        cgroup=os.fsencode(choice.cgroup),
        scratch=os.fsencode(scratch),
    )
    return Job(config, mark, program, options, choice, paths, missing)


@functools.lru_cache(maxsize=64)
def _numbers(limits: Limits) -> tuple[int, ...]:
    """Return the limits in the order of ``Numbers``."""
    return (
        _nanoseconds(limits.wall_time),
        _nanoseconds(limits.cpu_time),
        limits.memory,
        _number(limits.address_space),
        _number(limits.processes),
        _number(limits.open_files),
        _number(limits.file_size),
        _number(limits.disk),
        _number(limits.stack),
    )


def _nanoseconds(seconds: float | None) -> int:
    return UNLIMITED if seconds is None else int(seconds * 1e9)


def _number(value: int | None) -> int:
    return UNLIMITED if value is None else value


def _encode(field_name: str, value: StrPath, name: str | None = None) -> bytes:
    try:
        data = os.fsencode(value)
    except TypeError:
        raise TypeError(
            f"{field_name}: expected str, bytes or a path object, not {value!r}"
        ) from None
    except UnicodeEncodeError:
        raise ValueError(f"{field_name}: {value!r} is text that is not valid Unicode") from None
    if b"\0" in data:
        raise ValueError(f"{field_name}: {value!r} has a zero byte in it")
    if name is not None and (not name or "=" in name):
        raise ValueError(f"{field_name}: {name!r} cannot be the name of a variable")
    return data


def _find(name: str, start: str | None, search: str) -> tuple[str, int]:
    """Return the file to execute and 0, or an errno if there is none.

    A name with a slash is a path, from the folder where the program starts or
    the host's own; one without is looked up in the program's ``PATH``.
    """
    if "/" in name:
        if not name.startswith("/"):
            name = os.path.join(start or os.getcwd(), name)  # noqa: PTH109, PTH118
        path = absolute(name)
        if path.startswith(("/proc/self/", "/proc/thread-self/")):
            path = absolute(os.path.realpath(path))  # the launcher would be meant by it
        try:
            os.stat(path)  # noqa: PTH116
        except OSError as error:
            return path, error.errno or errno.ENOENT
        except ValueError:
            raise ValueError(f"argv: {name!r} has a zero byte in it") from None
        return path, 0
    found = shutil.which(name, path=search)
    if found is None:
        return name or "''", errno.ENOENT
    return absolute(found), 0
