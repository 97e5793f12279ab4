"""From the arguments of ``run_program`` to a job that the launcher can do."""

from __future__ import annotations

import errno
import functools
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypedDict

from ..limits import Limits
from . import protections
from ._input import Stdin
from ._output import Sink, sink_of
from ._paths import PRIVATE_SCRATCH, entries_of
from ._sweep import new_mark
from ._wire import UNLIMITED, FileEntry, Numbers, PathEntry, pack_config
from .profiles import Profile, profile_of, required_of

Text = str | os.PathLike[str]

DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin"

_DEFAULT_LIMITS = Limits()


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
    files: Mapping[str, str | bytes] | None
    text: bool
    encoding: str
    errors: str
    overflow: Literal["kill", "truncate"]
    on_stdout: Any
    on_stderr: Any


@dataclass
class Job:
    """One run, checked and ready.  ``close`` removes its scratch folder."""

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
    scratch: str | None = None
    not_started: int = 0
    """An errno, if it is plain already that the program cannot be executed."""

    _closed: bool = field(default=False, repr=False)

    def close(self) -> None:
        """Remove what the run leaves on disk."""
        if self.scratch and not self._closed:
            self._closed = True
            shutil.rmtree(self.scratch, ignore_errors=True)


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
    files: Mapping[str, str | bytes] | None = None,
    text: bool = True,
    encoding: str = "utf-8",
    errors: str = "replace",
    overflow: Literal["kill", "truncate"] = "kill",
    on_stdout: Any = None,
    on_stderr: Any = None,
) -> Job:
    """Check everything, choose protections, write the configuration."""
    if isinstance(argv, (str, bytes)) or not argv:
        raise ValueError(f"argv: expected a list with the program first, not {argv!r}")
    if overflow not in ("kill", "truncate"):
        raise ValueError(f"overflow: {overflow!r} is neither 'kill' nor 'truncate'")
    if limits is None:
        limits = _DEFAULT_LIMITS
    elif not isinstance(limits, Limits):
        raise TypeError(f"limits: expected Limits, not {limits!r}")
    "".encode(encoding, errors)  # an unknown encoding is a LookupError before anything runs
    sinks = (sink_of(on_stdout, text, "on_stdout"), sink_of(on_stderr, text, "on_stderr"))
    arguments = [_encode("argv", value) for value in argv]
    chosen = profile_of(profile)
    choice = protections.choose(chosen, required_of(require), network)

    contents = _contents(files, encoding)
    start = _folder(cwd)
    private = choice.private
    scratch = None
    if private:
        workplace = PRIVATE_SCRATCH
    elif chosen.confined or contents:
        workplace = scratch = os.path.realpath(tempfile.mkdtemp(prefix="pkhost-"))
    else:
        workplace = start or os.getcwd()  # noqa: PTH109
    try:
        return _job(
            arguments, choice, chosen, limits, start or workplace, workplace, scratch, contents,
            env, start, readable, writable,
            stdin=stdin, text=text, encoding=encoding, errors=errors,
            truncate=overflow == "truncate", sinks=sinks,
        )  # fmt: skip
    except BaseException:
        if scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        raise


def _job(
    arguments: list[bytes],
    choice: protections.Choice,
    profile: Profile,
    limits: Limits,
    folder: str,
    workplace: str,
    scratch: str | None,
    contents: dict[str, bytes],
    env: Mapping[str, str] | None,
    start: str | None,
    readable: Text | Iterable[Text],
    writable: Text | Iterable[Text],
    **rest: Any,
) -> Job:
    environment = {"PATH": DEFAULT_PATH, "HOME": workplace, "LANG": "C.UTF-8"}
    if choice.private or scratch:
        environment["TMPDIR"] = workplace
    environment.update(_mapping("env", "names to values", env))
    program, missing = _find(os.fsdecode(arguments[0]), start, environment["PATH"])

    files = []
    for name, data in contents.items():
        path = f"{workplace}/{name}"
        if choice.private:
            files.append(FileEntry(os.fsencode(path), data, 0o644))
        else:
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
            with open(path, "wb") as file:  # noqa: PTH123
                file.write(data)

    reads = [_existing("readable", path) for path in _several("readable", readable)]
    writes = [_existing("writable", path) for path in _several("writable", writable)]
    if start is not None and start not in writes:
        reads.append(start)
    paths: Sequence[PathEntry] = ()
    if choice.confined and not missing:
        paths = entries_of(
            private=choice.private,
            compiler=profile.compiler,
            scratch=workplace,
            program=program,
            readable=reads,
            writable=writes,
        )
    mark = new_mark()
    config = pack_config(
        Numbers(
            choice.protections,
            choice.options,
            os.getpid(),
            choice.user_base,
            mark,
            *_numbers(limits),
        ),
        arguments=arguments,
        environment=[
            _encode("env", f"{name}={value}", name) for name, value in environment.items()
        ],
        paths=paths,
        files=files,
        program=_encode("argv", program),
        folder=_encode("cwd", folder),
        cgroup=os.fsencode(choice.cgroup),
        scratch=os.fsencode(scratch) if scratch else b"",
    )
    return Job(
        config=config,
        mark=mark,
        program=program,
        limits=limits,
        choice=choice,
        scratch=scratch,
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
    )


def _nanoseconds(seconds: float | None) -> int:
    return UNLIMITED if seconds is None else int(seconds * 1e9)


def _number(value: int | None) -> int:
    return UNLIMITED if value is None else value


def _encode(field_name: str, value: Text, name: str | None = None) -> bytes:
    data = os.fsencode(value)
    if b"\0" in data:
        raise ValueError(f"{field_name}: {value!r} has a zero byte in it")
    if name is not None and (not name or "=" in name):
        raise ValueError(f"{field_name}: {name!r} cannot be the name of a variable")
    return data


def _folder(cwd: Text | None) -> str | None:
    if cwd is None:
        return None
    path = os.path.abspath(os.fspath(cwd))  # noqa: PTH100
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
    path = os.path.abspath(os.fspath(value))  # noqa: PTH100
    if not os.path.exists(path):  # noqa: PTH110
        raise FileNotFoundError(errno.ENOENT, f"{field_name}: no such file or folder", path)
    if path == "/":
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
        path = os.path.normpath(name)
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
    return os.path.abspath(found), 0  # noqa: PTH100


def _contents(files: Mapping[str, str | bytes] | None, encoding: str) -> dict[str, bytes]:
    """Check ``files=``: names that stay inside the scratch folder, and their bytes."""
    contents = {}
    for name, data in _mapping("files", "names to contents", files).items():
        normal = os.path.normpath(name)
        if not name or name.startswith("/") or normal.split("/")[0] == ".." or "\0" in name:
            raise ValueError(f"files: {name!r} is not a name inside the scratch folder")
        if normal == ".":
            raise ValueError(f"files: {name!r} is a folder")
        contents[normal] = data.encode(encoding) if isinstance(data, str) else bytes(data)
    return contents
