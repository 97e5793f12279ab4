"""What is built anywhere runs with the oldest C library that pkhost promises."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from build_helpers import compiler_with, packages_of
from building import elf, glibc, places
from building.errors import BuildError

NATIVE = (
    places.CAPSULE_NAME,
    places.EXTENSION_NAME,
    places.WORKER_NAME,
    places.SPAWN_NAME,
    places.OWNERSHIP_NAME,
)


@pytest.mark.parametrize("name", NATIVE)
def test_our_files_take_nothing_newer(name: str) -> None:
    file = places.PACKAGE / name
    assert {name for name, _ in elf.read(file).versions} > {"__cxa_finalize"}
    glibc.check(file, "")


@pytest.mark.parametrize(
    ("version", "passes"),
    [("GLIBC_2.2.5", True), ("GLIBC_2.34", True), ("GLIBC_2.35", False), ("GLIBC_3.0", False),
     ("GLIBC_PRIVATE", True), ("OTHER_9.9", True)],
)  # fmt: skip
def test_a_file_that_takes_something_newer_ends_the_build(
    tmp_path: Path, version: str, passes: bool
) -> None:
    stub, script = tmp_path / "stub.c", tmp_path / "versions"
    stub.write_text("int recent(void); int recent(void) { return 0; }\n")
    script.write_text(f"{version} {{ global: recent; local: *; }};\n")
    library, ours = tmp_path / "libc.so.6", tmp_path / "ours.so"
    shared = ["gcc", "-shared", "-fPIC"]
    subprocess.run(
        [*shared, str(stub), f"-Wl,--version-script={script}", "-o", str(library)], check=True
    )
    user = tmp_path / "user.c"
    user.write_text("int recent(void); int use(void); int use(void) { return recent(); }\n")
    subprocess.run([*shared, "-nostdlib", str(user), str(library), "-o", str(ours)], check=True)
    assert ("recent", version) in elf.read(ours).versions
    if passes:
        glibc.check(ours, "Do something else.")
        return
    with pytest.raises(BuildError) as caught:
        glibc.check(ours, "Do something else.")
    assert str(caught.value) == (
        f"ours.so would not run with glibc 2.34, which pkhost promises: it takes recent ({version})"
        " from the C library. Do something else."
    )


@pytest.fixture(scope="module")
def newer_headers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root folder of a glibc (of Debian 13) whose headers turn strtol into another function."""
    root = packages_of(
        "trixie", tmp_path_factory.mktemp("trixie"), "libc6", "libc6-dev", "linux-libc-dev"
    )
    # Python's own headers, as far as they are not in a folder of their own.
    triplet = sysconfig.get_config_var("MULTIARCH") or ""
    for folder in Path("/usr/include", triplet).glob("python3*"):
        shutil.copytree(folder, root / "usr" / "include" / triplet / folder.name)
    return root


@pytest.mark.slow
def test_what_newer_headers_ask_for_is_not_taken(
    newer_headers: Path, tmp_path: Path, run_build
) -> None:
    compiler = f"gcc --sysroot={newer_headers}"
    source = tmp_path / "probe.c"
    source.write_text(
        "#define _GNU_SOURCE\n#include <stdlib.h>\n#include <stdio.h>\n"
        "long read_it(const char *t); long read_it(const char *t)\n"
        '{ long n; sscanf(t, "%ld", &n); return n + strtol(t, NULL, 10) + strtoull(t, NULL, 0); }\n'
    )

    def names(*flags: str) -> set[str]:
        library = tmp_path / "probe.so"
        subprocess.run(
            [*compiler.split(), "-shared", "-fPIC", *flags, str(source), "-o", str(library)],
            check=True,
        )
        return {name for name in elf.read(library).imports if "strto" in name or "scanf" in name}

    # What would happen, and what does.
    assert names() == {"__isoc23_strtol", "__isoc23_strtoull", "__isoc23_sscanf"}
    assert names(*glibc.flags()) == {"strtol", "strtoull", "__isoc99_sscanf"}

    result = run_build("all", CC=compiler_with(tmp_path, compiler, "-g0"))
    assert result.returncode == 0, result.stderr
    made = tmp_path / "made"
    assert all((made / name).exists() for name in NATIVE)
    ran = subprocess.run(
        [sys.executable, "-c", "import _spawn, _engine; print(_engine.lib)"],
        cwd=made,
        capture_output=True,
        text=True,
        check=False,
    )
    # This machine's older C library is enough to load them.
    assert "Lib object for 'pkhost._engine'" in ran.stdout, ran.stderr
