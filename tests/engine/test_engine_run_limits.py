"""Limits for one run: lower than the VM's, for that run only."""

from __future__ import annotations

import pytest

from engine_helpers import assert_works, stopped
from pkhost import VM, Limits, Status


def test_they_hold_for_that_run_only(vm: VM) -> None:
    stopped(vm.run("while True: pass", limits=Limits(steps=100)), Status.STEPS)
    assert vm.run("for i in range(1000): pass").ok
    stopped(vm.run("print('abc')", limits=Limits(stdout=2)), Status.OUTPUT)
    assert vm.run("print('abc')").ok


def test_they_may_be_larger_than_the_vms_own() -> None:
    with VM(limits=Limits(steps=100, stdout=3)) as vm:
        stopped(vm.run("for i in range(1000): pass"), Status.STEPS)
        assert vm.run("for i in range(1000): pass", limits=Limits(steps=100_000)).ok
        assert vm.run("print('abcdef')", limits=Limits(stdout=100)).ok


def test_less_memory_than_the_vms() -> None:
    script = "kept = []\nfor i in range({}): kept.append('x' * 4000)\nkept = None"
    with VM(limits=Limits(memory="32MiB")) as vm:
        assert vm.run(script.format(4000)).ok
        low = Limits(memory="8MiB")
        assert vm.run(script.format(1000), limits=low).ok
        result = stopped(vm.run(script.format(4000), limits=low), Status.MEMORY)
        assert result.usage.peak_memory is not None
        assert result.usage.peak_memory <= low.memory
        vm.reset()
        assert vm.run(script.format(4000)).ok
        assert_works(vm)


def test_less_memory_than_the_globals_take_already() -> None:
    with VM(limits=Limits(memory="32MiB")) as vm:
        assert vm.run("kept = 'x' * 8000000").ok
        result = stopped(
            vm.run("x = []\nwhile True: x.append(1)", limits=Limits(memory="4MiB")), Status.MEMORY
        )
        if not result.restored:
            assert vm.run("print(len(kept))").stdout == "8000000\n"
        assert_works(vm)


def test_memory_that_is_left_out_is_what_the_vm_has() -> None:
    with VM(limits=Limits(memory="8MiB")) as vm:
        limits = Limits(steps=None)
        assert vm.run("x = [0] * 100000", limits=limits).ok
        assert vm.eval("len(x)", limits=limits) == 100_000
        result = stopped(vm.run("while True: x += x", limits=limits), Status.MEMORY)
        assert str(8 << 20) in str(result.error)
        assert vm.start("x = 1", limits=limits).result().ok
    with VM(limits=Limits(memory="128MiB")) as vm:
        result = stopped(
            vm.run("x = [0] * 5000000\nwhile True: x += x", limits=limits), Status.MEMORY
        )
        assert str(128_000_000) in str(result.error) or str(128 << 20) in str(result.error)


def test_what_one_runs_limits_leave_out_is_what_the_vm_has() -> None:
    with VM(limits=Limits.preset("frame", stdout="16KiB")) as vm:
        just_under = "print('x' * (16 * 1024 - 1))"
        assert vm.run(just_under, limits=Limits(steps=5000)).ok
        result = stopped(
            vm.run("print('x' * (16 * 1024))", limits=Limits(steps=5000)), Status.OUTPUT
        )
        assert result.usage.stdout_bytes == 16 * 1024
        # What is given holds, even where it is the default of all limits.
        assert vm.run("print('x' * (16 * 1024))", limits=Limits(stdout=Limits().stdout)).ok


def test_more_memory_than_the_vms_is_an_error_that_names_the_field() -> None:
    with VM(limits=Limits(memory="8MiB")) as vm:
        assert vm.run("x = 1", limits=Limits(memory="8MiB")).ok
        with pytest.raises(ValueError, match="memory"):
            vm.run("x = 1", limits=Limits(memory=(8 << 20) + 4096))
        with pytest.raises(ValueError, match="memory"):
            vm.start("x = 1", limits=Limits(memory=(8 << 20) + 4096))
        assert vm.run("print(x)").stdout == "1\n"


def test_a_byte_more_than_the_vms_is_too_much() -> None:
    with (
        VM(limits=Limits(memory="8MiB")) as vm,
        pytest.raises(ValueError, match="memory"),
    ):
        vm.run("x = 1", limits=Limits(memory=(8 << 20) + 1))


def test_memory_that_is_no_multiple_of_a_page() -> None:
    odd = (8 << 20) + 1234
    with VM(limits=Limits(memory=odd)) as vm:
        assert_works(vm)
        with pytest.raises(ValueError, match="memory"):
            vm.run("x = 1", limits=Limits(memory=odd + 1))


@pytest.mark.parametrize("limits", ["1MB", 5, {"steps": 1}, object()])
def test_what_is_no_limits_is_a_type_error(vm: VM, limits: object) -> None:
    with pytest.raises(TypeError, match="limits"):
        VM(limits=limits)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="limits"):
        vm.run("x = 1", limits=limits)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="limits"):
        vm.start("x = 1", limits=limits)  # type: ignore[arg-type]
    assert_works(vm)


@pytest.mark.parametrize("policy", ["open", 5, object()])
def test_what_is_no_policy_is_a_type_error(policy: object) -> None:
    import pkhost

    with pytest.raises(TypeError, match="policy"):
        VM(policy=policy)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="policy"):
        pkhost.run_script("x = 1", policy=policy)  # type: ignore[arg-type]
