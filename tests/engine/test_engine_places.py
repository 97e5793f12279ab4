"""Where VMs lie in the process: at random, so that no address can be known beforehand."""

from __future__ import annotations

import itertools
import re

import pytest

from engine_helpers import printed, python
from pkhost import run_script

pytestmark = pytest.mark.home("thread", reason="where in this process VMs lie")

# Keeps some VMs and a paused run, whose mappings are then read from the kernel.
SOURCE = """\
from pkhost import VM, Limits
from pathlib import Path
kept = [VM(limits=Limits(memory="16MiB")) for _ in range(8)]
paused = [vm.start("while True: pass", paused=True) for vm in kept[:2]]
print(Path("/proc/self/maps").read_text())
"""
# Nothing but the engine maps there (region.c).
FIRST_PLACE, LAST_PLACE = 0x110000000000, 0x540000000000
REGION = 1 << 32


def places(prefix: str = "") -> set[int]:
    """Where the mappings of a fresh process with eight VMs begin, regions and others."""
    output = printed(python(prefix + SOURCE))
    starts = {int(start, 16) for start in re.findall(r"^([0-9a-f]+)-", output, re.MULTILINE)}
    return {start for start in starts if FIRST_PLACE <= start < LAST_PLACE}


def regions(of: set[int]) -> set[int]:
    return {place for place in of if place % REGION == 0}


def others(of: set[int]) -> set[int]:
    """Mappings that do not lie in a region, whose parts are where it is."""
    return {place for place in of if place - place % REGION not in regions(of)}


def test_two_processes_have_their_vms_at_different_places() -> None:
    one, other = places(), places()
    # Eight VMs, and the arena of the names.
    assert len(regions(one)) == len(regions(other)) == 9
    # There are 16,000 places, 1,000 for the names: more than one in common is rare indeed.
    assert len(regions(one) & regions(other)) <= 1
    # An image of each, and the stacks of paused runs, are anywhere.
    assert len(others(one)) >= 10
    assert not others(one) & others(other)


def test_places_of_one_process_are_not_in_a_row() -> None:
    found = sorted(regions(places()))
    distances = {later - earlier for earlier, later in itertools.pairwise(found)}
    assert len(distances) >= 7
    assert max(distances) > 64 * REGION


def test_places_are_random_when_the_kernel_randomises_nothing() -> None:
    # personality(ADDR_NO_RANDOMIZE) holds from the next execve() on.
    prefix = (
        "import ctypes, os, sys\n"
        "if not os.environ.get('FIXED'):\n"
        "    assert ctypes.CDLL(None).personality(0x0040000) >= 0\n"
        "    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]],"
        " {**os.environ, 'FIXED': '1'})\n"
        "assert ctypes.CDLL(None).personality(0xFFFFFFFF) == 0x0040000\n"
    )
    one, other = places(prefix), places(prefix)
    assert len(regions(one)) == len(regions(other)) == 9
    assert len(regions(one) & regions(other)) <= 1
    assert not others(one) & others(other)


def test_the_low_half_of_an_address_is_the_same_everywhere() -> None:
    source = "class A: pass\nprint(id(A), id(A()), A())"
    script = f"from pkhost import run_script\nprint(run_script({source!r}).stdout, end='')"
    assert printed(python(script)) == run_script(source).stdout


def test_no_number_of_a_function_tells_where_the_library_lies() -> None:
    """id() of functions in C, ours and PocketPy's: the same in every process."""
    source = (
        "from pkhost import VM\n"
        "with VM(isolation='thread') as vm:\n"
        "    print(vm.eval('[id(f) for f in (len, print, getattr, sorted, abs, type)]'))\n"
        "    print(vm.eval('[hash(f) for f in (len, print, getattr, sorted, abs)]'))\n"
        "    print(vm.eval('len({id(f) for f in (len, print, getattr, repr, sorted, abs)})'))\n"
    )
    one, other = printed(python(source)), printed(python(source))
    assert one == other
    assert one.splitlines()[-1] == "6"
