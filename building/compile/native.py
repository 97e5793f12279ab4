"""What each native file of the package is compiled from, and by which flags."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from .. import glibc, places
from ..capsule import private_copy
from ..library import zlib
from ..pocketpy.locate import PocketPy
from . import generated, mathematics, python_abi, toolchain
from .toolchain import NativeFile, Sources


def engine_and_worker(
    found: PocketPy, capsule: Path, modules: Path, compression: zlib.Zlib, folder: Path
) -> list[NativeFile]:
    """The extension module ``pkhost._engine`` and the executable ``pkhost/_worker``.

    Both hold the engine, whose objects are compiled once, and are linked to the capsule.  The
    engine's functions have default visibility on purpose: the dynamic linker finds them before
    the capsule's of the same name, which is how the engine interposes.  What the sources call by
    PocketPy's names is compiled to the names that the capsule has for it.

    ``modules`` is the module archive (library/archive.py), to which they are linked too;
    ``compression`` is the zlib that becomes a part of both.

    The extension is a module of cffi's, in API mode; with it come the calls into Python, and the
    host's side of the workers.  The executable has no Python in it.
    """
    made = folder / "generated"
    generated.make(capsule, made)
    generated.make_identity([capsule, modules], made)
    without_python = [*_hosted(), f"-I{places.ENGINE}", f"-I{places.CSRC}"]
    with_python = [*without_python, *python_abi.flags()]
    pocketpy = [
        "-include",
        str(made / generated.POCKETPY_NAMES),
        "-isystem",
        str(found.include_dir),
        toolchain.hide(found.include_dir, "include"),
        *zlib.flags(compression),
    ]
    coding = zlib.make(compression, folder)

    def ours(root: Path, files: Iterable[Path] | None = None) -> Sources:
        flags = [*without_python, *toolchain.WARNINGS, *pocketpy]
        return Sources(root, folder / root.name, flags, None if files is None else list(files))

    calls_into_python = places.ENGINE / "border" / "direct_calls.c"
    shared = [
        ours(places.ENGINE, sorted({*places.ENGINE.rglob("*.c")} - {calls_into_python})),
        ours(
            made,
            [
                made / name
                for name in (generated.REFUSALS, generated.LIBRARY_SOURCES, generated.IDENTITY)
            ],
        ),
        ours(places.CHANNEL),
    ]
    only_extension = [
        ours(places.CLIENT),
        Sources(
            places.ENGINE,
            folder / places.ENGINE.name,
            [*with_python, *toolchain.WARNINGS],
            [calls_into_python],
        ),
        # Written by cffi: not ours to keep free of warnings.
        Sources(made, made, [*with_python, "-w"], [made / generated.BINDINGS]),
    ]
    hidden = [*without_python, *toolchain.WARNINGS, "-fvisibility=hidden"]
    only_worker = [
        ours(places.WORKER),
        Sources(places.CONFINE, folder / places.CONFINE.name, hidden),
    ]
    linking = ["-Wl,-rpath,$ORIGIN", *toolchain.LINKING, *toolchain.sanitizers()]

    def check(target: Path) -> Iterable[Path]:
        private_copy.check_complete(capsule, target)
        return [*_check_glibc(target), places.LIBC_TABLE, places.INTERPOSE_LIST]

    return [
        NativeFile(
            folder / places.EXTENSION_NAME,
            [*shared, *only_extension],
            ["-shared", *linking],
            [capsule, modules, coding],
            check,
        ),
        NativeFile(
            folder / places.WORKER_NAME,
            [*shared, *only_worker],
            # What the capsule takes from the engine has versions of the C library's.
            ["-pie", "-rdynamic", "-Wl,--allow-shlib-undefined", *linking],
            [capsule, modules, coding, mathematics.make(folder / "libm")],
            check,
        ),
    ]


def spawn(folder: Path) -> NativeFile:
    """The extension module ``pkhost._spawn``, which starts the launcher."""
    return _module(places.SPAWN, folder / places.SPAWN_NAME, f"-I{places.LAUNCHER}")


def ownership(folder: Path) -> NativeFile:
    """The extension module ``pkhost._ownership``."""
    return _module(places.OWNERSHIP, folder / places.OWNERSHIP_NAME)


def _module(root: Path, target: Path, *more: str) -> NativeFile:
    """An extension module that is C alone."""
    flags = [
        *_hosted(),
        *python_abi.flags(),
        *toolchain.WARNINGS,
        "-fvisibility=hidden",
        f"-I{places.CSRC}",
        *more,
    ]
    return NativeFile(
        target,
        [Sources(root, target.parent / root.name, flags)],
        ["-shared", *toolchain.LINKING, *toolchain.sanitizers()],
        check=_check_glibc,
    )


def _hosted() -> list[str]:
    """The flags of C that runs inside of Python."""
    return [*toolchain.FLAGS, *glibc.flags(), *toolchain.sanitizers()]


def _check_glibc(target: Path) -> Iterable[Path]:
    glibc.check(target, glibc.OURS)
    return places.build_code()


# Linked against nothing, see csrc/confine/sys.h.  A fixed address costs nothing that matters
# (it reads only what the host wrote, before any untrusted code exists) and needs no relocation,
# which there would be no one to do.
_FREESTANDING = (
    "-std=c11",
    "-O2",
    "-g",
    "-ffreestanding",
    "-fno-stack-protector",  # its canary lives in thread-local storage, which nobody sets up
    "-fno-pic",
    "-fno-pie",
)
# In one piece without debug information: every page that is touched costs time at each start.
_LINKING = (
    "-nostdlib",
    "-static",
    "-no-pie",
    "-s",
    "-Wl,-z,noexecstack",
    "-Wl,-z,noseparate-code",
    "-Wl,--build-id=none",
)


def launcher(folder: Path) -> NativeFile:
    """The small executable that starts a program under limits."""
    # Without a library, undefined behaviour can only trap; there is nobody to print a report.
    checks = ("-fsanitize=undefined", "-fsanitize-undefined-trap-on-error")
    flags = [
        *_FREESTANDING,
        *(checks if toolchain.sanitizers() else ()),
        *toolchain.WARNINGS,
        f"-I{places.LAUNCHER}",
        f"-I{places.CSRC}",
    ]
    return NativeFile(
        folder / places.LAUNCHER_NAME,
        [
            Sources(places.LAUNCHER, folder / "launcher", flags),
            Sources(places.CONFINE, folder / "launcher-confine", flags),
        ],
        _LINKING,
    )
