"""More names, classes and code than PocketPy's tables hold: a limit or an exception, no crash."""

from __future__ import annotations

import pytest

from engine_helpers import assert_works, shared
from pkhost import VM, Limits, Policy, Status

LIMITS = Limits(memory="128MB", steps=None)

# PocketPy has room for the str of 65,000 names; each of these makes one of more.
MAKERS = {
    "keywords": "def f(**k): return k\nfor i in range(70000): f(**{'k' + str(i): i})\n",
    "names of attributes": (
        "class A: pass\na = A()\n"
        "for i in range(70000): setattr(a, 'k' + str(i), i)\n"
        "assert len(a.__dict__.items()) == 70000\n"
    ),
    "globals that are a dict": "for i in range(70000): exec('k' + str(i) + ' = 1', {})\n",
}


@pytest.mark.parametrize("name", MAKERS)
def test_more_names_than_the_table_of_pocketpy_holds(name: str) -> None:
    # The names stay what they are, and are not taken for garbage.
    source = MAKERS[name] + (
        "def g(**k): return list(k.items())\n"
        "import gc\ngc.collect()\n"
        "x = [g(**{'k' + str(i): i}) for i in range(0, 70000, 777)]\n"
        "assert x == [[('k' + str(i), i)] for i in range(0, 70000, 777)]\n"
    )
    with VM(limits=LIMITS, policy=Policy().allow("gc")) as vm:
        result = vm.run(source)
    assert result.status is Status.OK, str(result)


def test_names_without_end_are_the_end_of_the_memory() -> None:
    source = "def f(**k): pass\ni = 0\nwhile True:\n    f(**{'k' + str(i): i})\n    i += 1\n"
    with VM(limits=Limits(memory="32MB", steps=None)) as vm:
        assert vm.run(source).status is Status.MEMORY
        vm.reset()
        assert_works(vm)


def test_one_class_fewer_and_one_more_than_there_can_be() -> None:
    source = (
        "def make(n):\n"
        "    for i in range(n): exec('class A: pass')\n"
        "def attempt(n):\n"
        "    try:\n        make(n)\n    except RuntimeError as e:\n        return str(e)\n"
    )
    with VM(limits=Limits(memory="64MB", steps=None)) as vm:
        vm.run(source)
        result = vm.run(
            "made = 0\ntry:\n    while True:\n        make(1)\n        made += 1\n"
            "except RuntimeError as e:\n    x = str(e)\n[made, x]"
        )
        assert result.status is Status.OK, str(result)
        made, message = result.value
        assert 32_000 < made < 32_767
        assert message == "a VM cannot have more than 32767 classes"
        vm.reset()
        vm.run(source)
        assert vm.run(f"attempt({made})").value is None
        assert vm.run("attempt(1)").value == message
        # Where nothing catches it, it is the end of the run.
        result = vm.run("class B: pass")
        assert result.status is Status.ERROR
        assert result.error is not None
        assert (result.error.type, result.error.message) == ("RuntimeError", message)
        assert [entry.line for entry in result.error.traceback] == [1]
        assert vm.run("1 + 1").value == 2


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [("while x < 1:\n", " x += 1\n", ""), ("if x == 0:\n", " x += 1\n", "else:\n x = -1\n")],
    ids=["loop", "if"],
)
@pytest.mark.dialect("pocketpy", reason="the jumps of Python's own compiler have no such bound")
def test_a_block_that_no_jump_passes(before: str, line: str, after: str) -> None:
    # Four bytecodes a line; a jump passes 32,767.
    vm = shared(LIMITS)
    vm.reset()
    assert vm.run("x = 0\n" + before + line * 8000 + after + "x").value == 8000
    result = vm.run("x = 0\n" + before + line * 8300 + after + "x")
    assert result.status is Status.ERROR, str(result)
    assert result.error is not None
    assert result.error.type == "SyntaxError"
    assert "has at most 32,767 bytecodes" in result.error.message
    assert vm.run("x").value == 8000
    assert (
        vm.run(
            "try:\n    exec(s)\nexcept SyntaxError:\n    y = 1\ny",
            inputs={"s": "x = 0\n" + before + line * 8300 + after},
        ).value
        == 1
    )
