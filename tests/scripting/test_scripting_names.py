"""Names of the host's that are none in the dialect: refused, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pkhost import VM


@pytest.fixture
def vm() -> Iterator[VM]:
    with VM() as vm:
        vm.run("kept = 1").check()
        yield vm


def accented(é: int) -> None: ...  # noqa: PLC2401
def a_word(match: int) -> None: ...


@pytest.mark.dialect("pocketpy", reason="names are made of fewer letters in it")
@pytest.mark.parametrize(
    "expose",
    [
        lambda vm: vm.expose(len_of, "é"),
        lambda vm: vm.expose(len_of, "match"),
        lambda vm: vm.expose(accented),
        lambda vm: vm.expose(a_word),
        lambda vm: vm.expose_module("é", {"f": len_of}),
        lambda vm: vm.expose_module("m", {"é": len_of}),
        lambda vm: vm.expose_module("m", {"good": len_of, "é": len_of}),
        lambda vm: vm.expose_module("m", {"É": 1}),
        lambda vm: vm.expose_module("math", {"f": len_of}),
    ],
)
def test_refused_in_words_and_nothing_is_lost(vm: VM, expose: Callable[[VM], Any]) -> None:
    with pytest.raises(ValueError, match=r"cannot be declared in a script|already"):
        expose(vm)
    assert vm.get("kept") == 1
    vm.expose(len_of)
    assert vm.eval("len_of('abc')") == 3
    vm.reset()
    assert vm.eval("len_of('ab')") == 2


def len_of(text: str) -> int:
    return len(text)


def test_names_of_pythons(vm: VM) -> None:
    vm.expose(len_of, "é")
    vm.expose(len_of, "match")
    vm.expose(lambda é=1, *, type=2: [é, type], "named")  # noqa: PLC2401
    vm.expose_module("ü", {"É": 1, "naïve": len_of})
    assert vm.eval("é('abc') + match('abc')") == 6
    assert vm.eval("named(é=5) + named(type=6)") == [5, 2, 1, 6]
    assert vm.eval("ü.É + ü.naïve('ab')") == 3
    vm.reset()
    assert vm.eval("é('abc') + ü.naïve('ab')") == 5


@pytest.mark.parametrize("name", ["math", "json", "os", "itertools"])
def test_the_librarys_modules_are_not_replaced(vm: VM, name: str) -> None:
    with pytest.raises(ValueError, match=f"there is a module {name} already"):
        vm.expose_module(name, {"f": len_of})
    assert vm.get("kept") == 1
    assert vm.run(f"import {name}\nhasattr({name}, 'f')").value is False


def test_letters_without_case_are_names(vm: VM) -> None:
    vm.expose(len_of, "長さ".replace("さ", "名"))
    assert vm.eval("長名('abc')") == 3


def test_many_functions_take_one_run_each_and_survive_everything(vm: VM) -> None:
    for i in range(2000):
        vm.expose(lambda i=i: i, f"f{i}")  # type: ignore[misc]
    assert vm.eval("f1999()") == 1999 and vm.get("kept") == 1
    before = vm.snapshot()
    for undo in (vm.reset, vm.reset, lambda: vm.restore(before)):
        undo()
        assert vm.eval("f0() + f1999()") == 1999
    # The memory that a VM takes when new is what the functions need, not more each time.
    vm.reset()
    first = vm.memory_in_use
    vm.eval("f0()")
    vm.reset()
    vm.eval("f0()")
    assert vm.memory_in_use < first * 1.5


def test_limits_of_the_vm_are_not_those_of_exposing() -> None:
    from pkhost import Limits

    with VM(limits=Limits(steps=20)) as vm:
        vm.expose_module("m", {f"f{i}": len_of for i in range(500)})
        vm.reset()
        assert vm.eval("m.f499('abcd')") == 4
