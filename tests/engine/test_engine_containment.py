"""Crashes of the engine end as results; the VM is as new, and the process as before."""

from __future__ import annotations

import threading

import pytest

from engine_helpers import CRASHES, FREE, PATIENCE, assert_works, run_native, stopped
from pkhost import VM, Limits, Policy, ScriptError, Status

# Each needs a module of the open policy: raw memory makes faults of every kind.
RAW = {
    "reads page zero": "import stdc\nstdc.read_bytes(8, 8)",
    "writes page zero": "import stdc\nstdc.memset(8, 0, 64)",
    "reads the top": "import stdc\nstdc.read_bytes(-8, 8)",
    "frees nonsense": "import stdc\nstdc.free(4096)",
    "frees twice": "import stdc\np = stdc.malloc(64)\nstdc.free(p)\nstdc.free(p)",
}


@pytest.mark.parametrize("script", CRASHES.values(), ids=CRASHES)
def test_a_crash_is_a_result(vm: VM, script: str) -> None:
    vm.run("before = 1")
    result = vm.run(f"print('printed before')\n{script}\nprint('after')")
    if result.status is Status.ERROR:  # where the engine sees it coming
        refused = "SyntaxError" if vm.dialect == "python" else "RecursionError"
        assert result.error is not None and result.error.type == refused
        assert not result.restored
    else:
        stopped(result, Status.CRASHED)
        assert result.restored
        assert vm.run("before").error is not None
        with pytest.raises(ScriptError):
            result.check()
    assert result.stdout.startswith("printed before\n")
    assert "after" not in result.stdout
    assert_works(vm)


@pytest.mark.dialect("pocketpy", reason="it is PocketPy's parser that crashes")
def test_at_least_one_kind_is_a_real_crash(vm: VM) -> None:
    """Or this file would prove nothing of the containment."""
    statuses = {vm.run(script).status for script in CRASHES.values()}
    assert Status.CRASHED in statuses


@pytest.mark.parametrize("script", RAW.values(), ids=RAW)
def test_faults_by_raw_memory(open_vm: VM, script: str) -> None:
    open_vm.run(script)
    open_vm.reset()
    assert_works(open_vm)


def test_a_fault_is_contained_and_named(open_vm: VM) -> None:
    result = stopped(open_vm.run("x = 1\nimport stdc\nstdc.memset(8, 0, 64)"), Status.CRASHED)
    assert result.restored
    assert result.error is not None
    assert "SIGSEGV" in result.error.message
    assert result.error.traceback[-1].line == 3
    assert result.error.traceback[-1].source == "stdc.memset(8, 0, 64)"


def test_crashes_again_and_again(vm: VM) -> None:
    for _ in range(20):
        for script in CRASHES.values():
            assert vm.run(script).status in (Status.CRASHED, Status.ERROR)
    assert_works(vm)


def test_a_crash_cannot_be_caught(open_vm: VM) -> None:
    result = open_vm.run(
        "import stdc\nwhile True:\n    try:\n        stdc.memset(8, 0, 64)\n"
        "    except:\n        print('caught')"
    )
    stopped(result, Status.CRASHED)
    assert result.stdout == ""


def test_a_crash_after_a_stop_was_asked_for(open_vm: VM) -> None:
    """Whichever came first, it is a result."""
    for _ in range(50):
        handle = open_vm.start("import stdc\nstdc.memset(8, 0, 64)", limits=FREE_SMALL)
        handle.interrupt()
        assert handle.result(PATIENCE).status in (Status.CRASHED, Status.INTERRUPTED)
    assert_works(open_vm)


FREE_SMALL = FREE.replace(memory="16MiB")


def test_several_threads_crash_at_once() -> None:
    threads_at_once, rounds = 8, 10
    gate = threading.Barrier(threads_at_once)
    wrong: list[object] = []

    def work() -> None:
        try:
            with VM(limits=Limits(memory="8MiB"), policy=Policy.open()) as vm:
                for _ in range(rounds):
                    gate.wait(PATIENCE)
                    result = vm.run("import stdc\nstdc.memset(8, 0, 64)")
                    if result.status is not Status.CRASHED or not result.restored:
                        wrong.append(result)
                    assert_works(vm)
        except BaseException as error:
            wrong.append(error)
            gate.abort()

    threads = [threading.Thread(target=work) for _ in range(threads_at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not wrong


def test_a_crash_in_one_vm_is_nothing_to_the_others() -> None:
    with (
        VM(policy=Policy.open()) as crashing,
        VM() as idle,
        VM() as busy,
    ):
        assert idle.run("x = 1").ok
        handle = busy.start("n = 0\nfor i in range(2000000): n += 1\nprint(n)", limits=FREE)
        for _ in range(30):
            stopped(crashing.run("import stdc\nstdc.memset(8, 0, 64)"), Status.CRASHED)
        assert handle.result(PATIENCE).stdout == "2000000\n"
        assert idle.run("print(x)").stdout == "1\n"


def test_the_value_stack_running_over_is_contained(vm: VM) -> None:
    result = vm.run("print(*eval('[' + '1, ' * 60000 + ']'))\n" * 3)
    assert result.status in (Status.OK, Status.ERROR, Status.CRASHED)
    deep = "[" * 20_000 + "]" * 20_000
    assert vm.run(f"eval({deep!r})").status in (Status.OK, Status.ERROR, Status.CRASHED)
    vm.reset()
    assert_works(vm)


def test_the_region_is_sound_after_every_crash() -> None:
    from pkhost.engine.factory import home
    from pkhost.engine.job import Job

    native = home().new_vm(16 << 20, Policy.open()._words())
    limits = Limits(memory="16MiB")
    for script in [*CRASHES.values(), *RAW.values()]:
        run_native(native, Job(script.encode(), "crash.py", limits))
        assert native.check_memory() is None
