"""A step of the build is done again if what it was made from has changed, and only then."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from building.errors import BuildError
from building.records import Done, once


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_text("first")
    return path


@pytest.fixture
def copy(source: Path, tmp_path: Path) -> Callable[..., bool]:
    """Copy the source in a step; tell whether that was done."""

    def copy(recipe: str = "copy", meanwhile: Callable[[], object] = lambda: None) -> bool:
        target, done = tmp_path / "folder" / "target", []

        def step() -> Done:
            text = source.read_text()
            meanwhile()
            target.write_text(text)
            done.append(True)
            return Done([source], f"copied {text}")

        said = once(target, recipe, step)
        assert said == f"copied {target.read_text()}"
        return bool(done)

    return copy


def test_a_step_is_done_once(copy: Callable[..., bool]) -> None:
    assert copy()
    assert not copy()


def test_it_is_done_again_for_another_recipe(copy: Callable[..., bool]) -> None:
    assert copy()
    assert copy("another")
    assert not copy("another")


def test_it_is_done_again_for_an_input_that_is_older_than_the_last(
    copy: Callable[..., bool], source: Path
) -> None:
    """A file from a package or an archive has the time at which that was made."""
    assert copy()
    source.write_text("other")
    os.utime(source, ns=(1, 1))
    assert copy()
    assert not copy()


def test_it_is_done_again_if_the_target_has_gone(copy: Callable[..., bool], tmp_path: Path) -> None:
    assert copy()
    (tmp_path / "folder" / "target").unlink()
    assert copy()


def test_an_input_that_changes_while_it_is_read_is_noticed(
    copy: Callable[..., bool], source: Path
) -> None:
    def edit() -> None:
        before = source.stat().st_mtime_ns
        while source.stat().st_mtime_ns <= before + 20_000_000:  # the clock of files has steps
            source.write_text("edited")

    assert copy(meanwhile=edit)
    assert copy()


def test_a_step_that_failed_is_done_again(copy: Callable[..., bool]) -> None:
    def fail() -> None:
        raise BuildError("not this time")

    assert copy()
    with pytest.raises(BuildError):
        copy("another", fail)
    assert copy("another")


def test_a_record_that_is_damaged_is_no_obstacle(copy: Callable[..., bool], tmp_path: Path) -> None:
    assert copy()
    for text in ("{", "[]", "{}", '{"recipe": "copy"}'):
        (tmp_path / "folder" / "target.record").write_text(text)
        assert copy()
    assert not copy()
