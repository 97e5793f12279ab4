"""The argument that says what language scripts are in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from pkhost import VM, Dialect, Limits, ScriptResult, VMPool, run_script
from pkhost.engine import dialect

SMALL = Limits(memory="4MiB")


def _vm(source: str, **given: Any) -> ScriptResult:
    with VM(limits=SMALL, **given) as vm:
        assert vm.dialect == (given.get("dialect") or dialect.DEFAULT_DIALECT)
        return vm.run(source)


def _pool(source: str, **given: Any) -> ScriptResult:
    with VMPool(1, limits=SMALL, **given) as pool, pool.borrow() as vm:
        assert vm.dialect == (given.get("dialect") or dialect.DEFAULT_DIALECT)
        return vm.run(source)


def _script(source: str, **given: Any) -> ScriptResult:
    return run_script(source, limits=SMALL, **given)


Made = Callable[..., ScriptResult]
EVERYWHERE: dict[str, Made] = {"run_script": _script, "VM": _vm, "VMPool": _pool}
everywhere = pytest.mark.parametrize("made", EVERYWHERE.values(), ids=EVERYWHERE)


@everywhere
@pytest.mark.parametrize("name", get_args(Dialect))
def test_a_dialect_is_chosen_by_its_name(made: Made, name: str) -> None:
    result = made("'ran'", dialect=name)
    assert result.ok and result.value == "ran"


@everywhere
def test_without_a_name_it_is_the_default(made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in get_args(Dialect):
        monkeypatch.setattr(dialect, "DEFAULT_DIALECT", name)
        assert made("1").ok
        assert made("1", dialect=None).ok


@everywhere
@pytest.mark.parametrize(
    ("given", "error", "message"),
    [
        ("pyhton", ValueError, r"dialect: 'pyhton' is neither .* did you mean 'python'\?"),
        ("", ValueError, r"dialect: '' is neither 'python' nor 'pocketpy'$"),
        (3, TypeError, r"dialect: expected 'python' or 'pocketpy', not 3"),
        (b"python", TypeError, "dialect: expected"),
    ],
)
def test_anything_else_is_refused(
    made: Made, given: object, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        made("1", dialect=given)


def test_it_is_the_vms_and_not_a_runs() -> None:
    with VM(limits=SMALL) as vm, pytest.raises(TypeError, match="dialect"):
        vm.run("1", dialect="python")  # type: ignore[call-arg]


def test_vms_of_both_live_side_by_side() -> None:
    for _ in range(3):
        results = {name: run_script("1", dialect=name, limits=SMALL) for name in get_args(Dialect)}
        assert all(result.ok for result in results.values())
