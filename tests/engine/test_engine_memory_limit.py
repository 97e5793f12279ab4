"""The memory limit: exact, soft where it can be, and a restored VM where it cannot."""

from __future__ import annotations

import pytest

from engine_helpers import assert_works, resident_bytes, stopped
from pkhost import VM, Limits, ScriptResult, Status
from pkhost.engine.factory import engine

SIZES = ("2MiB", "4MiB", "8MiB", "16MiB", "64MiB")

# Keeps small pieces until it has so many bytes; never asks for much at once.
KEEP = "kept = []\nwhile len(kept) < {count}:\n    kept.append('x' * 400)\nprint(len(kept))\n"


def keep(vm: VM, count: int) -> ScriptResult:
    vm.reset()
    return vm.run(KEEP.format(count=count))


@pytest.mark.parametrize(
    "size",
    [
        *SIZES[:-1],
        pytest.param(
            SIZES[-1],
            marks=pytest.mark.home("thread", reason="the smaller ones show the same; seconds each"),
        ),
    ],
)
def test_just_under_is_ok_and_just_over_is_stopped(size: str) -> None:
    with VM(limits=Limits(memory=size)) as vm:
        fits, too_many = 0, vm.limits.memory // 400
        assert not keep(vm, too_many).ok
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            if keep(vm, middle).ok:
                fits = middle
            else:
                too_many = middle
        just_under = keep(vm, fits)
        assert just_under.ok
        assert just_under.stdout == f"{fits}\n"
        assert just_under.usage.peak_memory is not None
        assert just_under.usage.peak_memory <= vm.limits.memory

        just_over = stopped(keep(vm, too_many), Status.MEMORY)
        assert just_over.usage.peak_memory is not None
        assert just_over.usage.peak_memory <= vm.limits.memory
        # What is refused at the soft limit is a sixteenth at most, and the value stack's room
        # is an eighth at most; all else is the script's to use.
        assert just_under.usage.peak_memory >= vm.limits.memory * 3 // 4
        vm.reset()
        assert_works(vm)


@pytest.mark.parametrize("size", SIZES)
def test_growth_in_small_steps_is_stopped_softly_and_keeps_the_globals(size: str) -> None:
    with VM(limits=Limits(memory=size)) as vm:
        vm.run("before = 'still here'")
        result = stopped(
            vm.run("kept = []\nwhile True:\n    kept.append('x' * 400)"), Status.MEMORY
        )
        assert not result.restored, "a script that asks for little at a time is stopped softly"
        # A short source, for which PocketPy has a place: of 2 MiB, half of what is left is less
        # than its next 120 KiB of places for small objects.
        assert vm.get("before") == "still here"
        assert vm.run("print(len(kept) > 1000)").stdout == "True\n"
        vm.run("kept = None")
        assert_works(vm)


@pytest.mark.parametrize("size", ["2MiB", "3MiB", "4MiB", "16MiB"])
@pytest.mark.parametrize("piece", [16, 400, 3000])
def test_a_full_vm_still_runs_what_lets_things_go(size: str, piece: int, dialect: str) -> None:
    """Also one that was filled again and again: each time half of what is left is for the next."""
    # The compiler of Python takes 20 KB for a line: more than is left in the least of them at last.
    times = 2 if (dialect, size) == ("python", "2MiB") else 3
    with VM(limits=Limits(memory=size)) as vm:
        vm.run("kept = []").check()
        for _ in range(times):
            fill = f"while True:\n    kept.append('x' * {piece})"
            if stopped(vm.run(fill), Status.MEMORY).restored:
                break  # a request that could not be met at all
            assert vm.run("print(len(kept) > 100)").stdout == "True\n"
        else:
            vm.run("kept = None").check()
            assert vm.run("x = ['y'] * 1000\nprint(len(x))").stdout == "1000\n"


def test_a_request_that_cannot_be_met_restores_the_vm() -> None:
    with VM(limits=Limits(memory="8MiB")) as vm:
        vm.run("before = 1")
        result = stopped(vm.run("'x' * (64 << 20)"), Status.MEMORY)
        assert result.restored
        assert result.error is not None
        assert result.error.traceback[-1].line == 1
        assert vm.run("before").error is not None
        assert_works(vm)


def test_what_is_let_go_can_be_used_again() -> None:
    """Garbage is collected before a script is stopped for it."""
    with VM(limits=Limits(memory="4MiB")) as vm:
        result = vm.run("for i in range(20000):\n    x = ['y' * 1000]\nprint(len(x))")
        assert (result.status, result.stdout) == (Status.OK, "1\n"), str(result)


def test_cycles_are_collected_too() -> None:
    with VM(limits=Limits(memory="4MiB")) as vm:
        result = vm.run("for i in range(20000):\n    x = ['y' * 1000]\n    x.append(x)")
        assert result.ok, str(result)


GROWTH = {
    "list": "x = []\nwhile True: x.append(x)",
    "dict": "x = {}\ni = 0\nwhile True:\n    x[i] = i\n    i += 1",
    "set": "x = set()\ni = 0\nwhile True:\n    x.add(i)\n    i += 1",
    "str": "x = 'a'\nwhile True: x += x",
    "str slowly": "x = 'a' * 1000\nwhile True: x += 'a' * 1000",
    "bytes": "x = b'a'\nwhile True: x += x",
    "list doubling": "x = [0]\nwhile True: x += x",
    "tuple chain": "x = ()\nwhile True: x = (x, x)",
    "closures": ("def f(g):\n    def h(): return g\n    return h\nx = None\nwhile True: x = f(x)"),
    "instances": "class A: pass\nx = []\nwhile True: x.append(A())",
    "attributes": (
        "class A: pass\na = A()\ni = 0\nwhile True:\n    setattr(a, 'n' + str(i), i)\n    i += 1"
    ),
    "generators": "def g():\n    yield 1\nx = []\nwhile True: x.append(g())",
    "globals": "i = 0\nwhile True:\n    exec('v' + str(i) + ' = 1')\n    i += 1",
    "native list": "list(range(10**9))",
    "repeat": "[0] * 10**9",
    "str repeat": "'ab' * 10**9",
    "exceptions": "x = []\nwhile True: x.append(ValueError('a' * 100))",
    "big source": "exec('x = 1\\n' * 10**6)",
    "join": "','.join(['x' * 1000] * 100000)",
}


@pytest.mark.parametrize("script", GROWTH.values(), ids=GROWTH)
def test_growth_of_every_kind_ends_and_the_vm_lives_on(script: str) -> None:
    with VM(limits=Limits(memory="4MiB", steps=50_000_000)) as vm:
        result = vm.run(script)
        if result.status is Status.CRASHED:  # PocketPy's own cap on names, which aborts
            assert script == GROWTH["globals"], str(result)
        elif result.status is Status.ERROR:  # what no list can hold, of whatever memory
            assert script == GROWTH["repeat"] and vm.dialect == "python"
            assert result.error is not None and result.error.type == "MemoryError"
        else:
            stopped(result, Status.MEMORY)
        assert result.usage.peak_memory is not None
        assert result.usage.peak_memory <= vm.limits.memory
        if not result.restored:
            vm.reset()
        assert_works(vm)


def test_nobody_catches_a_request_that_cannot_be_met() -> None:
    with VM(limits=Limits(memory="4MiB")) as vm:
        result = vm.run("try:\n    'x' * 10**8\nexcept:\n    print('caught')\nprint('after')")
        stopped(result, Status.MEMORY)
        assert result.stdout == ""


def test_the_peak_is_that_of_the_run() -> None:
    with VM(limits=Limits(memory="16MiB")) as vm:
        small = vm.run("x = 1").usage.peak_memory
        large = vm.run("x = 'a' * 1000000\nx = None").usage.peak_memory
        assert small is not None and large is not None
        assert large - small >= 950_000  # compiling has a peak, too
        vm.reset()
        assert vm.run("x = 1").usage.peak_memory == small


@pytest.mark.parametrize("end", [0, 1], ids=["least", "most"])
def test_the_bounds_of_memory_are_enough_and_a_byte_beyond_is_refused(end: int) -> None:
    bound = engine().memory_bounds()[end]
    with VM(limits=Limits(memory=bound)) as vm:
        assert_works(vm)
    with pytest.raises(ValueError, match=f"memory: .*{bound}"):
        VM(limits=Limits(memory=bound + (1 if end else -1)))


def test_memory_of_the_host_is_not_touched_by_what_a_script_never_uses() -> None:
    before = resident_bytes()
    with VM(limits=Limits(memory=engine().memory_bounds()[1])) as vm:
        assert vm.run("print(1)").ok
        assert resident_bytes() - before < 16 << 20
