"""Compiling again only what has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from building.compile import toolchain
from building.errors import BuildError


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "shared.h").write_text("int answer(void);\n")
    (tmp_path / "one.c").write_text('#include "shared.h"\nint answer(void) { return 42; }\n')
    (tmp_path / "two.c").write_text("int other(void);\nint other(void) { return 0; }\n")
    return tmp_path


def compile_project(project: Path, *flags: str) -> dict[str, int]:
    """Compile; return when each object was made."""
    folder = project / "objects"
    sources = toolchain.Sources(project, folder, [*toolchain.FLAGS, *flags])
    objects = toolchain.compile_all(sources)
    return {
        str(path.relative_to(folder).with_suffix("")): path.stat().st_mtime_ns for path in objects
    }


def make_newer(path: Path) -> None:
    """Give a file a time that is later than that of all files made so far."""
    latest = max(file.stat().st_mtime_ns for file in path.parent.rglob("*"))
    os.utime(path, ns=(latest + 1, latest + 1))


def test_what_has_not_changed_is_not_compiled_again(project: Path) -> None:
    first = compile_project(project)
    assert set(first) == {"one", "two"}
    assert compile_project(project) == first


def test_a_changed_header_compiles_the_sources_that_include_it(project: Path) -> None:
    first = compile_project(project)
    make_newer(project / "shared.h")
    second = compile_project(project)
    assert second["one"] != first["one"]
    assert second["two"] == first["two"]


def test_sources_of_the_same_name_in_two_folders_have_objects_of_their_own(project: Path) -> None:
    for folder in ("memory", "memory/deeper"):
        (project / folder).mkdir()
        (project / folder / "one.c").write_text(f"int {folder[-1]};\n")
    assert set(compile_project(project)) == {"one", "two", "memory/one", "memory/deeper/one"}


def test_changed_flags_compile_everything(project: Path) -> None:
    first = compile_project(project)
    second = compile_project(project, "-DSOMETHING")
    assert all(second[name] != first[name] for name in first)


def test_a_header_that_has_gone_is_no_obstacle(project: Path) -> None:
    compile_project(project)
    (project / "shared.h").unlink()
    (project / "one.c").write_text("int answer(void);\nint answer(void) { return 43; }\n")
    compile_project(project)


def test_a_failed_compilation_is_tried_again(project: Path) -> None:
    (project / "two.c").write_text("#error not yet\n")
    for _ in range(2):
        with pytest.raises(BuildError, match="not yet"):
            compile_project(project)
    (project / "two.c").write_text("int other;\n")
    assert set(compile_project(project)) == {"one", "two"}


def test_warnings_are_errors_for_developers_only(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also of what was compiled before, by somebody who was not strict."""
    (project / "two.c").write_text("static int unused;\n")
    monkeypatch.delenv("PKHOST_STRICT", raising=False)
    first = compile_project(project, *toolchain.WARNINGS)
    monkeypatch.setenv("PKHOST_STRICT", "1")
    for _ in range(2):
        with pytest.raises(BuildError, match="unused"):
            compile_project(project, *toolchain.WARNINGS)
    (project / "two.c").write_text("int used;\n")
    assert compile_project(project, *toolchain.WARNINGS)["one"] == first["one"]


def test_the_compiler_is_the_one_that_cc_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CC", "gcc -m64")
    assert toolchain.compiler() == ["gcc", "-m64"]
    monkeypatch.setenv("CC", "no-such-compiler")
    with pytest.raises(BuildError, match="CC names no-such-compiler"):
        toolchain.compiler()


def test_sanitizers_are_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PKHOST_SANITIZE", raising=False)
    assert toolchain.sanitizers() == ()
    monkeypatch.setenv("PKHOST_SANITIZE", "address,undefined")
    assert "-fsanitize=address,undefined" in toolchain.sanitizers()
