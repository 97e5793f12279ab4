"""Runs the C compiler, for several files at once, and only for what has changed."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from .. import places
from ..errors import BuildError
from ..records import Done, once

FLAGS = ("-std=c11", "-O2", "-g", "-fPIC", "-fvisibility=default", "-pthread")
WARNINGS = ("-Wall", "-Wextra")
LINKING = ("-pthread", "-Wl,-z,now", "-Wl,-z,relro", "-Wl,-z,noexecstack")


def sanitizers() -> tuple[str, ...]:
    """Flags for ``$PKHOST_SANITIZE``, such as ``address,undefined``; none without it."""
    chosen = os.environ.get("PKHOST_SANITIZE")
    return (f"-fsanitize={chosen}", "-fno-omit-frame-pointer") if chosen else ()


def is_strict() -> bool:
    """Whether warnings end the build: ``$PKHOST_STRICT``, which scripts/test sets.

    Not for those who install pkhost: their compiler may be newer than any that it was tried with,
    and have warnings that nobody has seen.
    """
    return os.environ.get("PKHOST_STRICT", "") not in ("", "0")


def compiler() -> list[str]:
    """The C compiler's command: ``$CC``, else gcc, else cc."""
    chosen = shlex.split(os.environ.get("CC", ""))
    for command in [chosen] if chosen else [["gcc"], ["cc"]]:
        if shutil.which(command[0]):
            return command
    named = f"CC names {chosen[0]}, which is not there" if chosen else "there is no gcc on PATH"
    raise BuildError(
        f"pkhost needs a C compiler to build, and {named}: on Debian, run "
        "`apt-get install gcc libc6-dev`."
    )


def tool_of_the_compiler(name: str) -> str:
    """The path of a tool such as ``objcopy``: a cross compiler's is another than the machine's."""
    answer = subprocess.run(
        [*compiler(), f"-print-prog-name={name}"], capture_output=True, text=True, check=False
    )
    return answer.stdout.strip() or name


def hide(folder: Path, name: str) -> str:
    """The flag that keeps a folder of this machine out of what is compiled, under another name."""
    return f"-ffile-prefix-map={folder}={name}"


@dataclass(frozen=True)
class Sources:
    """C files that are compiled by the same flags."""

    root: Path
    """The folder that they are in, however deep."""
    objects: Path
    """Of their objects: ``memory/region.c`` in the root becomes ``memory/region.o`` here."""
    flags: Sequence[str]
    files: Sequence[Path] | None = None
    """Which ones; all of the root's by default."""


@dataclass(frozen=True)
class NativeFile:
    """A shared library or an executable, and how it is made."""

    target: Path
    sources: Sequence[Sources]
    linking: Sequence[str]
    """The linker's flags."""
    libraries: Sequence[Path] = ()
    """Shared libraries to link to."""
    check: Callable[[Path], Iterable[Path]] | None = None
    """Raises BuildError for a target that must not be used; returns what else it has read."""


Begun = dict[Path, Future[Path]]
"""The objects that are compiled already, or being compiled."""


def make(natives: Iterable[NativeFile]) -> list[Path]:
    """Compile and link what has changed of ``natives``; return the targets.

    An object that several of them link is compiled once.
    """
    begun: Begun = {}
    with _pool() as pool:
        # All are being compiled before the first is linked.
        compiled = [
            (native, list(chain(*[_compile(pool, sources, begun) for sources in native.sources])))
            for native in natives
        ]
        try:
            return [_link(native, [each.result() for each in ones]) for native, ones in compiled]
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def compile_all(sources: Sources) -> list[Path]:
    """Compile what has changed of ``sources``; return the objects."""
    with _pool() as pool:
        return [each.result() for each in _compile(pool, sources, {})]


def _pool() -> Executor:
    return ThreadPoolExecutor(len(os.sched_getaffinity(0)))


def _compile(pool: Executor, sources: Sources, begun: Begun) -> list[Future[Path]]:
    """Begin to compile what is not in ``begun`` yet; return the objects to be."""
    files = sorted(sources.root.rglob("*.c")) if sources.files is None else sources.files
    command = [
        *compiler(),
        *sources.flags,
        hide(places.ROOT, "."),
        hide(places.build_folder(), ".build"),
    ]

    def object_of(source: Path) -> Path:
        return (sources.objects / source.relative_to(sources.root)).with_suffix(".o")

    def compile_one(source: Path) -> Path:
        target = object_of(source)
        rules = target.with_suffix(".d")
        # Not -MMD: for the compiler, PocketPy's headers are of the system.
        whole = [*command, "-MD", "-MF", str(rules), "-c", str(source), "-o", str(target)]
        _run(target, whole, lambda: _prerequisites(rules))
        return target

    for source in files:
        if object_of(source) not in begun:
            begun[object_of(source)] = pool.submit(compile_one, source)
    return [begun[object_of(source)] for source in files]


def _link(native: NativeFile, objects: Sequence[Path]) -> Path:
    inputs = [*objects, *native.libraries]
    command = [*compiler(), *map(str, inputs), *native.linking, "-o", str(native.target)]

    def all_inputs() -> Iterable[Path]:
        return [*inputs, *(native.check(native.target) if native.check else ())]

    _run(native.target, command, all_inputs)
    return native.target


def _run(target: Path, command: Sequence[str], inputs: Callable[[], Iterable[Path]]) -> None:
    """Run the compiler unless it would make ``target`` again; then ask for what it has read."""
    text = shlex.join(command)

    def step() -> Done:
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            raise BuildError(f"the C compiler failed:\n{text}\n{answer.stderr.strip()}")
        return Done(inputs(), answer.stderr)

    # Warnings are remembered, so that a build that is strict ends on those of an earlier one.
    said = once(target, text, step).strip()
    if said and is_strict():
        raise BuildError(f"the C compiler warned, which PKHOST_STRICT forbids:\n{text}\n{said}")


def _prerequisites(rules: Path) -> list[Path]:
    """The files that a compiler's .d file says an object was made from."""
    words = shlex.split(rules.read_text(encoding="utf-8").replace("\\\n", " "))
    return [Path(word) for word in words[1:]]
