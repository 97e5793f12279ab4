"""What the tests of the build do over and over, besides fixtures."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from building import debian, places
from building.errors import BuildError
from building.pocketpy import locate


def compile_library(source: Path, library: Path, *flags: str) -> None:
    """Compile ``source`` to a shared library, as a PocketPy of somebody's own would be."""
    subprocess.run(
        ["gcc", "-shared", "-fPIC", "-O1", "-fno-inline", str(source), *flags, "-o", str(library)],
        check=True,
    )


def compiler_with(folder: Path, before: str, after: str) -> str:
    """A compiler, as ``$CC``, that is told options before and after all that a build tells it."""
    script = folder / "compiler"
    script.write_text(f'#!/bin/sh\nexec {before} "$@" {after}\n')
    script.chmod(0o755)
    return shlex.quote(str(script))


def copy_checkout(target: Path) -> Path:
    """Copy the sources, and the PocketPy that has been fetched, but nothing that was built."""
    shutil.copytree(
        places.ROOT,
        target,
        ignore=shutil.ignore_patterns(
            ".git", ".venv", ".build", "build", "dist", "licenses", "*.egg-info", "*.so", "*.new",
            "_launcher", "_worker", "__pycache__", ".*_cache", ".hypothesis", "tests",
        ),
    )  # fmt: skip
    for name in ("debian", "cpython"):
        fetched = places.build_folder() / name / "root"
        if fetched.is_dir():
            shutil.copytree(fetched, target / ".build" / name / "root", symlinks=True)
    return target


def packages_of(suite: str, folder: Path, *packages: str, architecture: str = "") -> Path:
    """Fetch Debian's packages, unpacked in a folder; skips where they cannot be had."""
    wanted = locate.wanted()
    try:
        archive = debian.Archive(folder, architecture or debian.native_architecture(wanted), wanted)
        mirrors = debian.mirrors(wanted)
    except BuildError as error:
        pytest.skip(str(error))
    failures = []
    for mirror in mirrors:
        try:
            archive.update(mirror, suite)
            return archive.download(*packages)
        except debian.AptFailed as failure:
            failures.append(str(failure))
    pytest.skip(f"Debian's {', '.join(packages)} of {suite} cannot be fetched: {failures}")
