"""Many VMs, many threads, many runs: nothing grows, nobody waits for ever."""

from __future__ import annotations

import gc
import threading
import time

import pytest

from engine_helpers import (
    PATIENCE,
    assert_works,
    open_files,
    printed,
    python,
    resident_bytes,
    status_field,
)
from pkhost import VM, Limits, run_script
from pkhost.engine.factory import home

SMALL = Limits(memory="4MiB")


def test_64_threads_with_a_vm_each() -> None:
    gate = threading.Barrier(64)
    wrong: list[object] = []

    def work(number: int) -> None:
        try:
            with VM(limits=SMALL) as vm:
                gate.wait(PATIENCE)
                for n in range(20):
                    result = vm.run(f"x = [{number}] * 100\nprint(sum(x) + {n})")
                    if result.stdout != f"{number * 100 + n}\n":
                        wrong.append(result)
        except BaseException as error:
            wrong.append(error)
            gate.abort()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not wrong


def test_64_threads_with_run_script() -> None:
    wrong: list[object] = []

    def work(number: int) -> None:
        for n in range(20):
            result = run_script(f"print({number} * 1000 + {n})", limits=SMALL)
            if result.stdout != f"{number * 1000 + n}\n":
                wrong.append(result)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not wrong


def test_64_runs_at_once_in_one_thread() -> None:
    vms = [VM(limits=SMALL) for _ in range(64)]
    handles = [vm.start("while True: pass") for vm in vms]
    assert not any(handle.done() for handle in handles)
    for handle in handles:
        assert handle.interrupt()
    for handle, vm in zip(handles, vms, strict=True):
        assert handle.result(PATIENCE).status == "interrupted"
        assert_works(vm)
        vm.close()


@pytest.mark.home("thread", reason="tests/isolation has many processes at a time")
@pytest.mark.slow
def test_1000_live_vms() -> None:
    """All usable, each with globals of its own, for less than 2 MB each when idle."""
    run_script("x = 1")
    gc.collect()
    before = resident_bytes()
    vms = [VM(limits=Limits(memory="16MiB")) for _ in range(1000)]
    for number, vm in enumerate(vms):
        assert vm.run(f"mine = {number}").ok
    each = (resident_bytes() - before) / len(vms)
    for number, vm in enumerate(vms):
        assert vm.run("print(mine)").stdout == f"{number}\n"
    for vm in vms:
        vm.close()
    assert each < 2_000_000, f"{each:.0f} bytes each"
    vms.clear()
    gc.collect()
    assert resident_bytes() - before < 50_000_000, "their memory came back"


@pytest.mark.home("thread", reason="tests/isolation counts what processes leave")
@pytest.mark.slow
def test_100000_runs_leave_nothing_behind() -> None:
    limits = Limits(memory="4MiB")

    def run(times: int) -> None:
        for _ in range(times):
            run_script("x = 1", limits=limits)

    run(2_000)  # caches of Python's and ours are as large as they get
    gc.collect()
    memory, files = resident_bytes(), open_files()
    run(100_000)
    gc.collect()
    assert resident_bytes() - memory < 2_000_000
    assert open_files() == files
    # One worker does it all, a second may have been made at a bad moment.
    assert home().worker_count() <= 2


def test_creating_and_closing_vms_leaves_nothing_behind() -> None:
    def make(times: int) -> None:
        for _ in range(times):
            with VM(limits=SMALL) as vm:
                vm.run("x = [1] * 1000")

    make(20)
    gc.collect()
    memory, maps = resident_bytes(), mappings()
    make(300)
    gc.collect()
    assert resident_bytes() - memory < 4_000_000
    assert mappings() - maps < 10


def test_failing_runs_leave_nothing_behind() -> None:
    scripts = [
        "1 / 0",
        "def f(:",
        "while True: pass",
        "'x' * 10**9",
        "print('x' * 100000)",
        "eval('(' * 100000)",
    ]
    limits = Limits(memory="4MiB", steps=1000, stdout="1KiB")

    def run(times: int) -> None:
        for _ in range(times):
            for script in scripts:
                assert not run_script(script, limits=limits).ok

    run(20)
    gc.collect()
    memory, files = resident_bytes(), open_files()
    run(200)
    gc.collect()
    assert resident_bytes() - memory < 2_000_000
    assert open_files() == files


LARGE_OUTPUT = """
import gc
from engine_helpers import resident_bytes
from pkhost import VM, Limits

with VM(limits=Limits(memory="64MiB", stdout=None)) as vm:
    vm.run("x = 1")
    gc.collect()
    before = resident_bytes()
    vm.run("for i in range(400): print('x' * 100000, end='')")
    vm.reset()
    vm.run("x = 1")
    gc.collect()
    print(resident_bytes() - before)
"""


def test_a_large_output_is_not_kept() -> None:
    """The buffer of a flood does not stay with the VM.

    In a process of its own: how much the C library keeps of what was freed depends on all that
    ran before.
    """
    assert int(printed(python(LARGE_OUTPUT))) < 10_000_000


def test_names_of_scripts_do_not_fill_the_host() -> None:
    """Interned names belong to the VM that made them."""
    limits = Limits(memory="8MiB", steps=None)

    def run(start: int) -> None:
        script = (
            "class A: pass\na = A()\nfor i in range({0}, {0} + 2000): setattr(a, 'n' + str(i), i)"
        )
        assert run_script(script.format(start), limits=limits).ok

    run(0)
    run(2000)
    gc.collect()
    before = resident_bytes()
    for n in range(2, 200):
        run(n * 2000)
    gc.collect()
    assert resident_bytes() - before < 2_000_000


@pytest.mark.home("thread", reason="threads end; processes are kept ready")
def test_workers_end_when_they_have_nothing_to_do() -> None:
    vms = [VM(limits=SMALL) for _ in range(8)]
    handles = [vm.start("while True: pass") for vm in vms]
    assert home().worker_count() >= 8
    threads = int(status_field("Threads"))
    for handle in handles:
        handle.interrupt()
        handle.result(PATIENCE)
    deadline = time.monotonic() + PATIENCE
    while home().worker_count() > 0:  # nobody tells; the engine keeps them for a second
        assert time.monotonic() < deadline
        time.sleep(0.05)
    while int(status_field("Threads")) > threads - 8:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    for vm in vms:
        assert_works(vm)
        vm.close()


def mappings() -> int:
    with open("/proc/self/maps") as lines:  # noqa: PTH123 - read to its end, line by line
        return sum(1 for _ in lines)
