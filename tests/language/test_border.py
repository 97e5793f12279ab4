"""Integers of any size, and bytearrays, between the host and VMs of dialect "python"."""

from __future__ import annotations

import pytest

from pkhost import VM, ScriptError

NUMBERS = [
    *(
        sign * (2**bits + more)
        for bits in (63, 64, 70, 127, 128, 2000)
        for sign in (1, -1)
        for more in (-1, 0, 1)
    ),
]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda n: f"{n.bit_length()}bits{n % 7}")
def test_integers_of_any_size(vm: VM, number: int) -> None:
    vm.reset()
    vm.set("number", number)
    assert vm.get("number") == number
    assert str(vm.run("print(given)", inputs={"given": number}).stdout) == f"{number}\n"
    vm.run("def negative(x): return -x")
    assert vm.call("negative", number) == -number


def test_inside_of_other_values(vm: VM) -> None:
    vm.reset()
    value = [2**64, (-(2**65), {2**66: 2**67, "a": {2**68, 1}}), {(2**69, "b"): 2**63}]
    vm.set("value", value)
    assert vm.get("value") == value
    assert vm.eval("value[1][1][2**66]") == 2**67


def test_functions_of_the_host(vm: VM) -> None:
    vm.reset()

    def shift(number: int) -> int:
        return number << 64

    vm.expose(shift)
    assert str(vm.run("print(shift(3), shift(-2**70), shift(2**70))").stdout) == (
        f"{3 << 64} {-(2**70) << 64} {2**70 << 64}\n"
    )


def test_keys_with_the_same_hash_are_refused(vm: VM) -> None:
    vm.reset()
    with pytest.raises(ScriptError, match="keys with the same hash"):
        vm.eval("{i * (2**61 - 1) * 8: 1 for i in range(1, 2000)}")
    assert len(vm.eval("{i * 2**70: 1 for i in range(1, 2000)}")) == 1999


def test_a_bytearray_leaves_as_bytes(vm: VM) -> None:
    vm.reset()
    assert vm.eval("[bytearray(b'ab')]") == [b"ab"]


def test_the_dialect_pocketpy_has_64_bits() -> None:
    with VM(dialect="pocketpy") as vm:
        for number in (2**63, 2**70, -(2**63) - 1):
            with pytest.raises(ValueError, match="beyond 64 bits"):
                vm.set("number", number)
            with pytest.raises(ValueError, match="beyond 64 bits"):
                vm.run("", inputs={"number": [number]})
