"""VMs of different sizes in one process: none changes what another does, or where things lie."""

from __future__ import annotations

import threading

import pytest

import dialects
from engine_helpers import PATIENCE, printed, python
from pkhost import VM, Limits, Status, run_script

# What goes through methods that the engine stands before: sorted and choices have a signature,
# array2d is made by a __new__ with one, Random has an __init__ in C.
SCRIPTS = {
    "pocketpy": """\
import random
from array2d import array2d
x = [3, 1, 2]
x.sort(key=lambda n: -n)
r = random.Random(7)
print(sorted([2, 1]), x, len(r.choices([1, 2], k=3)), array2d(2, 1, default=5).tolist())
""",
    # In Python random would be another's 1.5 MB.
    "python": """\
from array2d import array2d
x = [3, 1, 2]
x.sort(key=lambda n: -n)
print(sorted([2, 1]), x, len({1, 2, 3}), array2d(2, 1, default=5).tolist())
""",
}
PRINTED = "[1, 2] [3, 2, 1] 3 [[5, 5]]\n"
SIZES = ["2MiB", "4MiB", "8MiB", "11MiB", "12MiB", "13MiB", "64MiB", "1GiB"]


def test_a_small_vm_changes_nothing_in_a_large_one() -> None:
    # In a fresh interpreter: the first VM of a process is the one that had the say.
    source = (
        "from pkhost import Limits, run_script\n"
        "for limits in (Limits(), Limits.preset('frame'), Limits()):\n"
        "    print(run_script('print(sorted([2, 1]))', limits=limits).stdout, end='')\n"
    )
    assert printed(python(source)) == "[1, 2]\n" * 3


@pytest.mark.parametrize("order", [SIZES, SIZES[::-1]], ids=["growing", "shrinking"])
def test_vms_of_all_sizes_side_by_side(order: list[str]) -> None:
    vms = [VM(limits=Limits(memory=size)) for size in order]
    try:
        for vm in vms + vms[::-1]:
            result = vm.run(SCRIPTS[vm.dialect], limits=Limits(memory=vm.limits.memory))
            assert (result.status, result.stdout) == (Status.OK, PRINTED), str(result)
    finally:
        for vm in vms:
            vm.close()


def test_places_inside_a_vm_do_not_depend_on_its_size() -> None:
    source = "class A: pass\nprint(id(A), id(A()), hash(A()), A(), dir(A()), id([]), id('x' * 99))"
    printed = {run_script(source, limits=Limits(memory=size)).stdout for size in SIZES}
    assert len(printed) == 1


def test_vms_are_made_on_many_threads_at_once() -> None:
    gate = threading.Barrier(8)
    wrong: list[object] = []

    def work(number: int) -> None:
        gate.wait(PATIENCE)
        for n in range(6):
            result = run_script(
                SCRIPTS[dialects.current()], limits=Limits(memory=SIZES[(number + n) % 6])
            )
            if result.stdout != PRINTED:
                wrong.append(result)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not wrong
