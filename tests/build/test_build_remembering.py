"""The compiler that the tests of whole builds have in common, tried by itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from building.compile import toolchain

SOURCE = '#include "answer.h"\nconst char *file(void) { return __FILE__; }\nint n = ANSWER;\n'


class Folder:
    """A folder with a source and a header, and the compiler that remembers."""

    def __init__(self, place: Path, variables: dict[str, str]) -> None:
        self._place, self._variables = place, variables
        place.mkdir()
        self.source.write_text(SOURCE)
        self.header.write_text("#define ANSWER 42\nconst char *file(void);\n")

    @property
    def source(self) -> Path:
        return self._place / "source.c"

    @property
    def header(self) -> Path:
        return self._place / "answer.h"

    def compile(self, *options: str) -> tuple[bytes, str]:
        """The object, or nothing, and what the compiler says."""
        target, rules = self._place / "made.o", self._place / "made.d"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("CC", self._variables["CC"])
            command = [
                *toolchain.compiler(), "-O2", "-g", toolchain.hide(self._place, "."), *options,
                "-MD", "-MF", str(rules), "-c", str(self.source), "-o", str(target),
            ]  # fmt: skip
        done = subprocess.run(command, cwd=self._place, capture_output=True, text=True, check=False)
        made = target.read_bytes() if done.returncode == 0 else b""
        if made:
            assert {str(self.source), str(self.header)} <= set(map(str, read(rules)))
        target.unlink(missing_ok=True)
        return made, done.stderr


def read(rules: Path) -> list[Path]:
    return toolchain._prerequisites(rules)


@pytest.fixture
def variables(remembered: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The compiler with a memory of its own, and a gcc that can be taken away."""
    gcc = shutil.which("gcc")
    (tmp_path / "gcc").symlink_to(gcc or "")
    folder = remembered["CC"].split()[-2]
    command = remembered["CC"].replace(folder, str(tmp_path / "memory"))
    return {"CC": command.removesuffix("gcc") + str(tmp_path / "gcc")}


def test_an_object_is_compiled_once_wherever_it_is(
    variables: dict[str, str], tmp_path: Path
) -> None:
    one, other = Folder(tmp_path / "one", variables), Folder(tmp_path / "an other", variables)
    first = one.compile()
    assert first[0] and not first[1]
    (tmp_path / "gcc").unlink()  # nobody can compile any more
    assert one.compile() == other.compile() == first
    assert b"./source.c" in first[0]
    assert other.compile("-DX")[0] == b""


@pytest.mark.parametrize("changed", ["source", "header", "options"])
def test_what_has_changed_is_compiled(
    variables: dict[str, str], tmp_path: Path, changed: str
) -> None:
    one = Folder(tmp_path / "one", variables)
    first = one.compile()
    if changed != "options":
        file = one.source if changed == "source" else one.header
        file.write_text(file.read_text().replace("42", "43").replace("n =", "m ="))
    again = one.compile(*(["-O0"] if changed == "options" else []))
    assert again[0] and again != first
    if changed != "options":
        file.write_text(file.read_text().replace("43", "42").replace("m =", "n ="))
    assert one.compile() == first


def test_what_it_warns_of_it_warns_of_again(variables: dict[str, str], tmp_path: Path) -> None:
    one = Folder(tmp_path / "one", variables)
    one.source.write_text(SOURCE + "static int unused;\n")
    first = one.compile("-Wall")
    assert "unused" in first[1]
    assert one.compile("-Wall") == first


def test_an_error_is_an_error(variables: dict[str, str], tmp_path: Path) -> None:
    one = Folder(tmp_path / "one", variables)
    one.source.write_text("#error not yet\n")
    assert "not yet" in one.compile()[1]
