"""What a Python that lives outside of ``/usr`` has to read to start.

A virtual environment is a folder with ``pyvenv.cfg`` in it, which names the
Python that it was made from.  That one's library is beside it.  Both are found
as the interpreter itself finds them, by files, not by asking it.
"""

from __future__ import annotations

import functools
import os


def absolute(path: str) -> str:
    """Return a path in its normal form, from the folder of this process if it is relative.

    Two slashes at its beginning, which POSIX leaves a meaning of their own and Linux
    gives none, are one.
    """
    normal = os.path.abspath(path)  # noqa: PTH100
    return normal[1:] if normal.startswith("//") else normal


def needed_by(program: str) -> tuple[str, ...]:
    """Return the folders that ``program`` needs, if it is a Python or a script of a
    virtual environment; else nothing."""
    if program.startswith(("/usr/", "/bin/")):
        return ()
    try:
        changed = os.stat(program).st_mtime_ns  # noqa: PTH116
    except OSError:
        return ()
    return _needed_by(program, changed)


@functools.lru_cache(maxsize=64)
def _needed_by(program: str, _changed: int) -> tuple[str, ...]:
    folder = os.path.dirname(program)  # noqa: PTH120
    needed: list[str] = []
    for place in (folder, os.path.dirname(folder)):  # noqa: PTH120
        home = _home(f"{place}/pyvenv.cfg")
        if home is not None:
            needed += [place, *links(f"{folder}/python"), *_library(f"{home}/python3")]
            break
    if needed or os.path.basename(program).startswith(("python", "pypy")):  # noqa: PTH119
        needed += _library(os.path.realpath(program))
    return tuple(path for path in dict.fromkeys(needed) if path != "/" and os.path.exists(path))  # noqa: PTH110


def _home(path: str) -> str | None:
    """The folder with the Python that a virtual environment was made from."""
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as lines:  # noqa: PTH123
            for line in lines:
                name, equals, value = line.partition("=")
                if equals and name.strip().lower() == "home" and value.strip().startswith("/"):
                    return absolute(value.strip())
    except OSError:
        pass
    return None


def _library(python: str) -> list[str]:
    """The libraries beside a Python: the folder ``lib`` that its own library is in."""
    import glob

    found = []
    for name in {python, os.path.realpath(python)}:
        prefix = os.path.dirname(os.path.dirname(name))  # noqa: PTH120
        for folder in (f"{prefix}/lib", f"{prefix}/lib64"):
            if glob.glob(f"{glob.escape(folder)}/p*/os.py"):  # noqa: PTH207
                found.append(folder)
    return found


def links(path: str) -> list[str]:
    """Return the names that lead to what ``path`` means, itself first: a symbolic link
    leads to another name, which may be one too."""
    names = [path]
    while len(names) < 40 and os.path.islink(names[-1]):  # noqa: PTH114
        folder = os.path.dirname(names[-1])  # noqa: PTH120
        target = os.path.join(folder, os.readlink(names[-1]))  # noqa: PTH115, PTH118
        names.append(absolute(target))
    real = absolute(os.path.realpath(path))
    return names if real in names else [*names, real]
