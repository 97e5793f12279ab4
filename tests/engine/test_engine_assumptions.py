"""What the engine takes for granted of PocketPy, where nothing but a script can tell: see
docs/pocketpy-assumptions.md."""

from __future__ import annotations

import subprocess
import sys

import pytest

from children import child_code
from pkhost import VM
from pkhost.engine import constants


def expose(vm: VM, size: int) -> str:
    """A function with one parameter, whose signature in the VM has so many bytes; its name."""
    name = "f" * (size - len("(a)" if vm.dialect == "python" else "(a=...)"))

    def function(a: int) -> int:
        return a + 1

    vm.expose(function, name)
    return name


def test_the_longest_signature() -> None:
    """PocketPy compiles it in a buffer, and what does not fit is cut in silence."""
    with VM() as vm:
        name = expose(vm, constants.SIGNATURE_MOST)
        assert vm.eval(f"{name}(1)") == 2
        assert vm.eval(f"{name}(a=2)") == 3
        with pytest.raises(ValueError, match="long"):
            expose(vm, constants.SIGNATURE_MOST + 1)
        assert vm.eval(f"{name}(3)") == 4


def test_constants_are_themselves() -> None:
    """They are made by us, as py_initialize() would, and by no VM."""
    script = """
a = [True, False, None]
assert True is (1 == 1) and False is (1 == 2) and None is print(end="")
assert [type(x).__name__ for x in a] == ["bool", "bool", "NoneType"]
assert a == [1 == 1, 1 == 2, {}.get(1)]
"""
    with VM() as first, VM() as second:
        first.run(script).check()
        second.run(script).check()


def test_a_first_vm_without_builtins() -> None:
    """PocketPy is tried out with the first VM, whatever that hides."""
    script = """
from pkhost import VM, Policy
from pkhost.scripts.policy import BUILTINS
policy = Policy()
for name in BUILTINS:
    policy = policy.hide(name)
with VM(policy=Policy().hide("set")) as vm, VM(policy=policy) as bare, VM() as whole:
    print(vm.eval("1 + 1"), bare.eval("1 + 2"), whole.eval("{1, 2}"))
"""
    done = subprocess.run(
        [sys.executable, "-c", child_code(script)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "2 3 {1, 2}\n", done.stderr


def test_a_wrong_size_is_told_before_what_the_system_lacks() -> None:
    script = """
import resource
from pkhost import VM, EngineError, InvalidLimit, Limits
from pkhost.engine.factory import home
home()
now = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
resource.setrlimit(resource.RLIMIT_AS, (now + (1 << 19), -1))
for memory in (2_000_000, 2 << 20):
    try:
        VM(limits=Limits(memory=memory))
    except (EngineError, InvalidLimit) as error:
        print(type(error).__name__)
"""
    done = subprocess.run(
        [sys.executable, "-c", child_code(script)], capture_output=True, text=True, check=False
    )
    assert done.stdout == "InvalidLimit\nEngineError\n", done.stderr


@pytest.mark.home("thread", reason="a process of scripts has read the names before it is one")
def test_what_the_first_vm_finds_no_room_for_the_next_may_have() -> None:
    script = """
import resource
from pkhost import VM, EngineError
from pkhost.engine.factory import home
home()
pages = int(open("/proc/self/statm").read().split()[0])
resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize(), -1))
for attempt in range(2):
    try:
        VM()
    except EngineError as error:
        print(error)
resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
with VM() as vm:
    print(vm.eval("0.1 + 0.2"))
"""
    done = subprocess.run(
        [sys.executable, "-c", child_code(script)], capture_output=True, text=True, check=False
    )
    missing = "the engine cannot be used: there is no address space for the names\n"
    assert done.stdout == 2 * missing + "0.30000000000000004\n", done.stderr
