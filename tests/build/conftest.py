"""What the tests of the build share: the real PocketPy, small libraries, a checkout."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import remembering_compiler
from build_helpers import compile_library, copy_checkout
from building import places
from building.capsule import interpose_list
from building.library import cpython, zlib
from building.pocketpy import locate


@pytest.fixture(scope="session", autouse=True)
def fetch_only_once() -> Iterator[None]:
    """Let builds in other folders take what this checkout has fetched: CPython's library, zlib."""
    with pytest.MonkeyPatch.context() as patch:
        if "PKHOST_CPYTHON_LIBRARY" not in os.environ:
            library = cpython.find(places.build_folder()).folder
            patch.setenv("PKHOST_CPYTHON_LIBRARY", str(library))
        if "PKHOST_ZLIB_PREFIX" not in os.environ:
            prefix = zlib.find(places.build_folder()).include_dirs[0].parent
            patch.setenv("PKHOST_ZLIB_PREFIX", str(prefix))
        yield


@pytest.fixture(scope="session")
def found() -> locate.PocketPy:
    """The PocketPy that this checkout is built with."""
    return locate.find(places.build_folder())


@pytest.fixture(scope="session")
def remembered(fetch_only_once: None, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Variables of the environment by which whole builds share what they compile.

    With each other, and with the build of this checkout: see remembering_compiler.py.
    """
    folder = tmp_path_factory.mktemp("objects")
    remembering_compiler.remember_build(folder, places.ROOT, places.build_folder() / "work")
    program = str(Path(remembering_compiler.__file__))
    return {"CC": shlex.join([sys.executable, "-I", "-S", program, str(folder), "gcc"])}


@pytest.fixture
def make_prefix(tmp_path: Path) -> Callable[..., Path]:
    """Make an install prefix with a small library that passes for a PocketPy.

    Its functions are the interposed ones, each calling the next, so that the calls between them
    can be compiled in all the ways that matter.
    """

    def make(*flags: str, version: str = "2.1.8", code: str = "") -> Path:
        prefix = tmp_path / "prefix"
        header = prefix / "include" / "pocketpy" / "config.h"
        header.parent.mkdir(parents=True)
        header.write_text(f'#define PK_VERSION\t\t"{version}"\n')
        names = list(interpose_list.read())
        source = tmp_path / "small.c"
        source.write_text(
            "_Thread_local void *pk_current_vm;\n"
            + "".join(f"void {name}(void);\n" for name in names)
            + "".join(
                f"void {name}(void) {{ if (pk_current_vm) {following}(); }}\n"
                for name, following in zip(names, names[1:] + names[:1], strict=True)
            )
            + code
        )
        library = prefix / "lib" / "libpocketpy.so"
        library.parent.mkdir()
        compile_library(source, library, *flags)
        return prefix

    return make


@pytest.fixture
def run_build(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run ``build.py`` with folders of its own; variables set to None are taken away."""

    def run(*arguments: str, **variables: object) -> subprocess.CompletedProcess[str]:
        environment = dict(os.environ)
        # pkg-config is told where to look so that the machine's own PocketPy does not matter.
        changes = {
            "PKHOST_BUILD_DIR": tmp_path / "build",
            "PKHOST_POCKETPY_PREFIX": None,
            "PKG_CONFIG_LIBDIR": tmp_path,
        } | variables
        for name, value in changes.items():
            if value is None:
                environment.pop(name, None)
            else:
                environment[name] = str(value)
        return subprocess.run(
            [
                sys.executable,
                str(places.ROOT / "build.py"),
                *arguments,
                "--into",
                str(tmp_path / "made"),
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def only_tools(tmp_path: Path) -> Callable[..., Path]:
    """A folder for PATH that holds these tools of the machine and no others."""

    def make(*tools: str) -> Path:
        folder = tmp_path / "tools"
        folder.mkdir()
        for tool in tools:
            found = shutil.which(tool)
            assert found, f"{tool} is needed for the tests of the build"
            (folder / tool).symlink_to(found)
        return folder

    return make


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of this checkout for a whole session, in a folder whose name is no easy one."""
    yield copy_checkout(tmp_path_factory.mktemp("with a space") / "pkhost")
