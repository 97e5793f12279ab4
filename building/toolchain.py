"""Runs the C compiler, and only for what has changed since the last time."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from . import places
from .errors import BuildError

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


def hide(folder: Path, name: str) -> str:
    """The flag that keeps a folder of this machine out of what is compiled, under another name."""
    return f"-ffile-prefix-map={folder}={name}"


def sources_in(root: Path) -> list[Path]:
    """Every C file under ``root``, however deep, in an order that is always the same."""
    return sorted(root.rglob("*.c"))


def compile_all(
    sources: Iterable[Path], root: Path, folder: Path, flags: Sequence[str]
) -> list[Path]:
    """Compile each source, several at once; return the objects.

    An object is where in ``folder`` its source is in ``root``: ``memory/region.c`` gives
    ``memory/region.o``, so that two sources of the same name do not share an object.
    """
    command = [*compiler(), *flags, hide(places.ROOT, "."), hide(places.build_folder(), ".build")]

    def compile_one(source: Path) -> Path:
        target = (folder / source.relative_to(root)).with_suffix(".o")
        target.parent.mkdir(parents=True, exist_ok=True)
        rules = target.with_suffix(".d")
        _run_if_older(
            target,
            [*command, "-MD", "-MF", str(rules), "-c", str(source), "-o", str(target)],
            [source, *_prerequisites(rules)],
        )
        return target

    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        return list(pool.map(compile_one, sources))


def link(target: Path, objects: Sequence[Path], flags: Sequence[str]) -> None:
    """Link ``objects``, which may be shared libraries too, to ``target``."""
    command = [*compiler(), *map(str, objects), *flags, "-o", str(target)]
    _run_if_older(target, command, objects)


def _run_if_older(target: Path, command: list[str], inputs: Iterable[Path]) -> None:
    """Run ``command``, unless it made ``target`` before, from inputs that are older.

    What it warned of is kept beside the target, so that a build that is strict ends on it, also if
    there is nothing to make again.
    """
    text = shlex.join(command)
    warnings = _warnings(target)
    if not _is_made(target, text, inputs):
        note = _note(target)
        note.unlink(missing_ok=True)
        answer = subprocess.run(command, capture_output=True, text=True, check=False)
        if answer.returncode:
            raise BuildError(f"the C compiler failed:\n{text}\n{answer.stderr.strip()}")
        warnings.write_text(answer.stderr, encoding="utf-8")
        note.write_text(text, encoding="utf-8")
    if is_strict() and (said := warnings.read_text(encoding="utf-8").strip()):
        raise BuildError(f"the C compiler warned, which PKHOST_STRICT forbids:\n{text}\n{said}")


def _note(target: Path) -> Path:
    """The file that says by which command ``target`` was made."""
    return target.with_name(target.name + ".command")


def _warnings(target: Path) -> Path:
    """The file that holds what the compiler said when it made ``target``."""
    return target.with_name(target.name + ".warnings")


def _is_made(target: Path, text: str, inputs: Iterable[Path]) -> bool:
    """Whether the command ``text`` made ``target`` from inputs that have not changed since."""
    try:
        made = target.stat().st_mtime_ns
        return (
            _warnings(target).exists()
            and _note(target).read_text(encoding="utf-8") == text
            and all(path.stat().st_mtime_ns < made for path in inputs)
        )
    except OSError:
        return False  # something is missing, so it has to be made


def _prerequisites(rules: Path) -> list[Path]:
    """The files that a compiler's .d file says an object was made from."""
    try:
        text = rules.read_text(encoding="utf-8")
    except OSError:
        return []
    words = shlex.split(text.replace("\\\n", " "))
    return [Path(word) for word in words[1:]]
