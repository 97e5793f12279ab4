"""Arguments of run_program as people first write them: they work, or say what to write."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pkhost import run_program


@pytest.mark.parametrize("of", [str, Path])
def test_a_single_path_is_a_path(tmp_path: Path, of: Any) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "x").write_text("seen")
    (tmp_path / "x").chmod(0o644)
    assert run_program(["cat", str(tmp_path / "x")]).exit_code == 1
    result = run_program(["cat", str(tmp_path / "x")], readable=of(tmp_path))
    assert result.check().stdout == "seen"
    # One letter at a time it would be looked for in the host's folder.
    (tmp_path / "w").mkdir(mode=0o777)
    (tmp_path / "w").chmod(0o777)
    script = f"echo written > {tmp_path}/w/out"
    run_program(["sh", "-c", script], writable=of(tmp_path / "w")).check()
    assert (tmp_path / "w" / "out").read_text() == "written\n"


@pytest.mark.parametrize("field", ["readable", "writable"])
@pytest.mark.parametrize("value", [5, b"/opt"])
def test_what_is_no_path(field: str, value: object) -> None:
    with pytest.raises(TypeError, match=rf"^{field}: expected paths"):
        run_program(["true"], **{field: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("field", ["env", "files"])
@pytest.mark.parametrize("value", [["A=1"], [("a", "b")], "A=1", 5])
def test_what_is_no_mapping(field: str, value: object) -> None:
    with pytest.raises(TypeError, match=rf"^{field}: expected a mapping of names to"):
        run_program(["true"], **{field: value})  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["ls -l", b"ls", Path("/bin/ls"), []])
def test_what_is_no_list_of_arguments(value: Any) -> None:
    with pytest.raises(ValueError, match=r'^argv: expected a list .* as \["ls", "-l"\], not '):
        run_program(value)


def test_an_argument_that_is_no_text_is_named() -> None:
    with pytest.raises(TypeError, match=r"^argv\[1\]: expected str, bytes or a path object, not 3"):
        run_program(["true", 3])  # type: ignore[list-item]


@pytest.mark.parametrize("value", [3, None, True, ["a"]])
def test_a_variable_that_is_no_text_is_named(value: Any) -> None:
    # subprocess refuses it too; written as text, None would be the word.
    with pytest.raises(TypeError, match=r"^env: 'LEVEL': expected str, bytes or a path"):
        run_program(["true"], env={"LEVEL": value})
    with pytest.raises(TypeError, match=r"^env: expected str, bytes or a path object, not 3"):
        run_program(["true"], env={3: "a"})  # type: ignore[dict-item]


def test_variables_are_text_bytes_and_paths() -> None:
    env: Any = {"A": "é", "B": b"\xc3\xa9", "C": Path("/opt")}
    result = run_program(["sh", "-c", "echo $A $B $C"], env=env)
    assert result.check().stdout == "é é /opt\n"


@pytest.mark.parametrize("field", ["require", "executable", "encoding", "errors"])
def test_names_that_are_none(field: str) -> None:
    with pytest.raises(TypeError, match=rf"^{field}: expected .*names?.*, not 5$"):
        run_program(["true"], **{field: 5})  # type: ignore[call-overload]


@pytest.mark.parametrize("option", ["network", "text"])
@pytest.mark.parametrize("value", ["no", "", "false", b"", [], {}, 2, 0.0])
def test_what_is_neither_true_nor_false(option: str, value: Any) -> None:
    # "no" would be taken for true, and the program would have the network.
    with pytest.raises(TypeError, match=rf"^{option}: expected True or False, not "):
        run_program(["true"], **{option: value})


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"cwd": 5}, TypeError, "cwd: expected paths, not 5"),
        ({"cwd": "a\0b"}, ValueError, "cwd: 'a.x00b' has a zero byte in it"),
        ({"readable": [5]}, TypeError, "readable: expected paths, not 5"),
        ({"writable": [None]}, TypeError, "writable: expected paths, not None"),
        ({"readable": ["\ud800"]}, ValueError, "readable: .* is text that is not valid Unicode"),
        ({"require": "walls"}, ValueError, "require: there is no protection 'walls'"),
        ({"files": {"\ud800": ""}}, ValueError, "files: .* is text that is not valid Unicode"),
        ({"env": {"A": "\ud800"}}, ValueError, "env: 'A': .* is text that is not valid Unicode"),
    ],
)
def test_an_option_that_is_wrong_is_named(options: Any, error: type[Exception], says: str) -> None:
    with pytest.raises(error, match=rf"^{says}"):
        run_program(["true"], **options)


def test_arguments_that_cannot_be_a_list() -> None:
    with pytest.raises(TypeError, match=r"^argv: expected a list .*, not 5"):
        run_program(5)  # type: ignore[call-overload]
    with pytest.raises(ValueError, match=r"^argv\[1\]: .* is text that is not valid Unicode"):
        run_program(["true", "\ud800"])
