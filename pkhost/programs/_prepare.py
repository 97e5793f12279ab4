"""From the arguments of ``run_program`` to a job that the launcher can do."""

from __future__ import annotations

import errno
import functools
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from .._files import Content
from ..limits import Limits
from . import protections
from ._contents import Contents
from ._input import Stdin
from ._interpreter import absolute
from ._output import Sink, sink_of
from ._paths import entries_of, private_scratch
from ._sweep import new_mark
from ._wire import UNLIMITED, Numbers, Option, PathEntry, pack_config
from .profiles import Profile, profile_of, required_of

Text = str | os.PathLike[str]

DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin"

_DEFAULT_LIMITS = Limits()
_TERMINAL_SIZE = (80, 24)


class Options(TypedDict, total=False):
    """The keyword arguments of ``run_program``, which has what each means."""

    stdin: Stdin
    limits: Limits | None
    profile: Profile | str
    require: str | Iterable[str]
    network: bool
    cwd: Text | None
    env: Mapping[str, str] | None
    readable: Text | Iterable[Text]
    writable: Text | Iterable[Text]
    files: Mapping[str, Content] | None
    executable: str | Iterable[str]
    terminal: bool | tuple[int, int]
    text: bool
    encoding: str
    errors: str
    overflow: Literal["kill", "truncate"]
    on_stdout: Any
    on_stderr: Any


@dataclass
class Job:
    """One run, checked and ready."""

    config: bytes
    mark: int
    program: str
    limits: Limits
    choice: protections.Choice
    stdin: Stdin
    text: bool
    encoding: str
    errors: str
    truncate: bool
    sinks: tuple[tuple[Sink, bool] | None, tuple[Sink, bool] | None]
    terminal: tuple[int, int] | None
    """Columns and rows, if there is one."""
    paths: Sequence[PathEntry] = ()
    """What the program may see, in the configuration's order."""
    not_started: int = 0
    """An errno, if it is plain already that the program cannot be executed."""


def prepare(
    argv: Sequence[Text],
    *,
    stdin: Stdin = None,
    limits: Limits | None = None,
    profile: Profile | str = "strict",
    require: str | Iterable[str] = (),
    network: bool = False,
    cwd: Text | None = None,
    env: Mapping[str, str] | None = None,
    readable: Text | Iterable[Text] = (),
    writable: Text | Iterable[Text] = (),
    files: Mapping[str, Content] | None = None,
    executable: str | Iterable[str] = (),
    terminal: bool | tuple[int, int] = False,
    text: bool = True,
    encoding: str = "utf-8",
    errors: str = "replace",
    overflow: Literal["kill", "truncate"] = "kill",
    on_stdout: Any = None,
    on_stderr: Any = None,
) -> Job:
    """Check everything, choose protections, write the configuration."""
    if isinstance(argv, (str, bytes, os.PathLike)) or not argv:
        raise ValueError(
            f'argv: expected a list with the program first, as ["ls", "-l"], not {argv!r}'
        )
    if overflow not in ("kill", "truncate"):
        raise ValueError(f"overflow: {overflow!r} is neither 'kill' nor 'truncate'")
    if limits is None:
        limits = _DEFAULT_LIMITS
    elif not isinstance(limits, Limits):
        raise TypeError(f"limits: expected Limits, not {limits!r}")
    "".encode(encoding, errors)  # an unknown encoding is a LookupError before anything runs
    sinks = (sink_of(on_stdout, text, "on_stdout"), sink_of(on_stderr, text, "on_stderr"))
    arguments = [_encode(f"argv[{place}]", value) for place, value in enumerate(argv)]
    chosen = profile_of(profile)
    choice = protections.choose(chosen, required_of(require), network)

    contents = Contents(_mapping("files", "names to contents", files), executable, encoding)
    start = _folder(cwd)
    if contents and start is not None:
        raise ValueError(
            "files=, cwd=: files are put into the scratch folder, and with cwd= the program "
            "starts elsewhere and would not find them; leave one of them out"
        )
    size = _terminal(terminal)
    if size and on_stderr is not None:
        raise ValueError("on_stderr: on a terminal all output is one, and comes to on_stdout")
    reads = [_existing("readable", path) for path in _several("readable", readable)]
    writes = [_existing("writable", path) for path in _several("writable", writable)]
    if start is not None and start not in ("/", *writes):
        reads.append(start)
    if choice.private:
        workplace = private_scratch((*reads, *writes))
    elif chosen.confined or contents:
        # The launcher makes it.
        import tempfile

        folder = absolute(os.path.realpath(tempfile.gettempdir()))
        workplace = f"{folder}/pkhost-{os.urandom(8).hex()}"
    else:
        workplace = ""
    return _job(
        arguments, choice, chosen, limits, contents, start, workplace, env, reads, writes,
        stdin=stdin, text=text, encoding=encoding, errors=errors, terminal=size,
        truncate=overflow == "truncate", sinks=sinks,
    )  # fmt: skip


def _job(
    arguments: list[bytes],
    choice: protections.Choice,
    profile: Profile,
    limits: Limits,
    contents: Contents,
    start: str | None,
    scratch: str,
    env: Mapping[str, str] | None,
    readable: list[str],
    writable: list[str],
    **rest: Any,
) -> Job:
    home = scratch or start or os.getcwd()  # noqa: PTH109
    environment = {"PATH": DEFAULT_PATH, "HOME": home, "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}
    if scratch:
        environment["TMPDIR"] = scratch
    if rest["terminal"]:
        environment["TERM"] = "dumb"
    environment.update(_mapping("env", "names to values", env))
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
            compiler=profile.compiler,
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
            choice.options | (Option.TERMINAL if rest["terminal"] else 0),
            os.getpid(),
            choice.user_base,
            mark,
            *_numbers(limits),
        ),
        arguments=arguments,
        environment=[
            _encode("env", name, name) + b"=" + _encode(f"env: {name!r}", value)
            for name, value in environment.items()
        ],
        paths=paths,
        files=contents.entries(profile.compiler),
        program=_encode("argv", program),
        folder=_encode("cwd", start or home),
        cgroup=os.fsencode(choice.cgroup),
        scratch=os.fsencode(scratch),
    )
    return Job(
        config=config,
        mark=mark,
        program=program,
        limits=limits,
        choice=choice,
        paths=paths,
        not_started=missing,
        **rest,
    )


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


def _encode(field_name: str, value: Text, name: str | None = None) -> bytes:
    try:
        data = os.fsencode(value)
    except TypeError:
        raise TypeError(
            f"{field_name}: expected str, bytes or a path object, not {value!r}"
        ) from None
    if b"\0" in data:
        raise ValueError(f"{field_name}: {value!r} has a zero byte in it")
    if name is not None and (not name or "=" in name):
        raise ValueError(f"{field_name}: {name!r} cannot be the name of a variable")
    return data


def _folder(cwd: Text | None) -> str | None:
    if cwd is None:
        return None
    path = absolute(os.fsdecode(cwd))
    if not os.path.isdir(path):  # noqa: PTH112
        raise NotADirectoryError(errno.ENOTDIR, "cwd: no such folder", path)
    return path


def _mapping(field_name: str, what: str, value: Any) -> Mapping[str, Any]:
    """``value``, or nothing for ``None``; ``TypeError`` for what is no mapping."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise TypeError(f"{field_name}: expected a mapping of {what}, not {type(value).__name__}")
    return value


def _several(field_name: str, value: Text | Iterable[Text]) -> Iterable[Text]:
    """Paths: also a single one.  ``TypeError`` for what is neither."""
    if isinstance(value, (str, os.PathLike)):
        return (value,)
    if isinstance(value, bytes) or not isinstance(value, Iterable):
        raise TypeError(f"{field_name}: expected paths, not {value!r}")
    return value


def _existing(field_name: str, value: Text) -> str:
    path = absolute(os.fsdecode(value))
    if not os.path.exists(path):  # noqa: PTH110
        raise FileNotFoundError(errno.ENOENT, f"{field_name}: no such file or folder", path)
    if os.path.realpath(path) in ("/", "//"):
        raise ValueError(f"{field_name}: the whole file system cannot be listed; list folders")
    return path


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


def _terminal(value: object) -> tuple[int, int] | None:
    """Return the size of the terminal that is wanted, if one is."""
    if value is False or value is None:
        return None
    if value is True:
        return _TERMINAL_SIZE
    if isinstance(value, tuple) and len(value) == 2:
        columns, rows = value
        if all(type(number) is int and 0 < number < 1 << 16 for number in (columns, rows)):
            return columns, rows
    raise ValueError(f"terminal: expected True or (columns, rows), not {value!r}")
