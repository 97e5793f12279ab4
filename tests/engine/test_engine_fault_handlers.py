"""Signal handlers of the application's: as they were, working, whichever was there first.

What may end a process is tried in one of its own.
"""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import pytest

from engine_helpers import FREE, PATIENCE, ProcessState, printed, python
from pkhost import VM, Limits, Policy, Status, run_script

CRASH = """
import pkhost
from pkhost import Policy, Status

vm = pkhost.VM(policy=Policy.open())

def crash():
    result = vm.run("import stdc\\nstdc.memset(8, 0, 64)")
    assert result.status is Status.CRASHED, str(result)
    assert vm.run("print(1)").stdout == "1\\n"
"""

# Faults of the host's own, outside of the engine.
READ_NULL = "import ctypes\nctypes.string_at(8)\n"

# A handler installed in C, that notes in an array which signals came, and then ends the process.
OWN_HANDLER = """
import ctypes, os, signal
libc = ctypes.CDLL(None)
HANDLER = ctypes.CFUNCTYPE(None, ctypes.c_int)

@HANDLER
def own(number):
    os.write(1, b"own handler %d\\n" % number)
    os._exit(7)

libc.signal.restype = ctypes.c_void_p
libc.signal.argtypes = [ctypes.c_int, HANDLER]

def install():
    for number in (signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL):
        libc.signal(number, own)
"""


def test_no_handler_is_left_behind(vm: VM) -> None:
    before = ProcessState.now()
    assert vm.run("x = 1").ok
    assert run_script("[" * 100_000).status in (Status.CRASHED, Status.ERROR)
    after = ProcessState.now()
    assert after.native_handlers == before.native_handlers
    assert after.handlers == before.handlers
    assert after.mask == before.mask


def test_handlers_are_back_after_overlapping_runs(vm: VM) -> None:
    before = ProcessState.now()
    with VM() as other:
        first = vm.start("while True: pass", limits=FREE)
        second = other.start("while True: pass", limits=FREE)
        first.interrupt()
        first.result(PATIENCE)
        second.interrupt()
        second.result(PATIENCE)
    assert ProcessState.now().native_handlers == before.native_handlers


@pytest.mark.home("thread", reason="in a process no thread of the host runs a script")
def test_no_alternate_stack_is_left_on_the_hosts_thread() -> None:
    code = """
import ctypes
class Stack(ctypes.Structure):
    _fields_ = [("sp", ctypes.c_void_p), ("flags", ctypes.c_int), ("size", ctypes.c_size_t)]
def now():
    stack = Stack()
    assert ctypes.CDLL(None).sigaltstack(None, ctypes.byref(stack)) == 0
    return stack.sp, stack.flags, stack.size
before = now()
crash()
assert now() == before
print("same")
"""
    assert printed(python(CRASH + code)) == "same\n"
    assert printed(python(CRASH + code, "-X", "faulthandler")) == "same\n"


@pytest.mark.parametrize("enabled", ["before", "after", "-X"])
def test_crashes_are_contained_with_faulthandler(enabled: str) -> None:
    enable = "import faulthandler\nfaulthandler.enable()\n"
    code = {
        "before": enable + CRASH + "crash()\n",
        "after": CRASH + "crash()\n" + enable + "crash()\n",
        "-X": CRASH + "crash()\n",
    }[enabled]
    options = ("-X", "faulthandler") if enabled == "-X" else ()
    process = python(code + "crash()\nprint('alive')", *options)
    assert printed(process) == "alive\n"
    assert process.stderr == ""


@pytest.mark.parametrize("enabled", ["before", "after", "during"])
def test_faulthandler_reports_a_fault_of_the_hosts(enabled: str) -> None:
    """As without pkhost: its report on stderr, and the death by that signal."""
    enable = "import faulthandler\nfaulthandler.enable()\n"
    running = "handle = vm.start('while True: pass')\n"
    code = {
        "before": enable + CRASH + "crash()\n" + READ_NULL,
        "after": CRASH + "crash()\n" + enable + "crash()\n" + READ_NULL,
        "during": enable + CRASH + "crash()\n" + running + READ_NULL,
    }[enabled]
    process = python(code)
    assert process.returncode == -signal.SIGSEGV, process.stderr
    assert "Fatal Python error: Segmentation fault" in process.stderr
    assert "string_at" in process.stderr


@pytest.mark.parametrize("during", [False, True])
def test_a_fault_of_the_hosts_without_any_handler_ends_it(during: bool) -> None:
    running = "handle = vm.start('while True: pass')\n" if during else ""
    process = python(CRASH + "crash()\n" + running + READ_NULL)
    assert process.returncode == -signal.SIGSEGV
    assert process.stderr == ""


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGBUS, signal.SIGFPE, signal.SIGILL])
@pytest.mark.parametrize("during", [False, True])
def test_a_fault_signal_that_is_sent_ends_the_host(number: signal.Signals, during: bool) -> None:
    """kill -SEGV is no fault of a script's."""
    running = "handle = vm.start('while True: pass')\n" if during else ""
    process = python(f"{CRASH}crash()\n{running}import os\nos.kill(os.getpid(), {int(number)})\n"
                     "import time\ntime.sleep(60)")  # fmt: skip
    assert process.returncode == -number


@pytest.mark.parametrize("when", ["before", "after", "during"])
def test_a_native_handler_of_the_applications_gets_its_faults(when: str) -> None:
    running = "handle = vm.start('while True: pass')\n"
    code = {
        "before": OWN_HANDLER + "install()\n" + CRASH + "crash()\n" + READ_NULL,
        "after": OWN_HANDLER + CRASH + "crash()\ninstall()\ncrash()\n" + READ_NULL,
        "during": OWN_HANDLER + CRASH + "install()\ncrash()\n" + running + READ_NULL,
    }[when]
    process = python(code)
    assert process.returncode == 7, (process.returncode, process.stderr)
    assert process.stdout == f"own handler {int(signal.SIGSEGV)}\n"


def test_a_native_handler_installed_while_a_script_runs_stays() -> None:
    code = (
        OWN_HANDLER
        + CRASH
        + "handle = vm.start('while True: pass', limits=pkhost.Limits(steps=None, wall_time=None,"
        " cpu_time=None))\ninstall()\nhandle.interrupt()\nhandle.result()\n" + READ_NULL
    )
    process = python(code)
    assert process.returncode == 7, (process.returncode, process.stderr)


def test_crashes_are_contained_under_a_native_handler() -> None:
    code = OWN_HANDLER + "install()\n" + CRASH + "crash()\ncrash()\nprint('alive')"
    assert printed(python(code)) == "alive\n"
    code = OWN_HANDLER + CRASH + "crash()\ninstall()\ncrash()\nprint('alive')"
    assert printed(python(code)) == "alive\n"


def test_a_python_handler_of_a_fault_signal_is_called() -> None:
    """signal.signal(SIGSEGV, ...) with a signal that is sent."""
    code = """
import os, signal, threading
seen = []
signal.signal(signal.SIGSEGV, lambda *a: seen.append(a[0]))
crash()
os.kill(os.getpid(), signal.SIGSEGV)
assert seen == [signal.SIGSEGV], seen
handle = vm.start("while True: pass")
os.kill(os.getpid(), signal.SIGSEGV)
assert seen == [signal.SIGSEGV] * 2, seen
handle.interrupt()
handle.result()
print("seen")
"""
    assert printed(python(CRASH + code)) == "seen\n"


def test_handlers_that_the_application_changes_meanwhile_stay_changed() -> None:
    code = """
import faulthandler
handle = vm.start("while True: pass")
faulthandler.enable()
handle.interrupt()
handle.result()
assert faulthandler.is_enabled()
crash()
import ctypes
ctypes.string_at(8)
"""
    process = python(CRASH + code)
    assert process.returncode == -signal.SIGSEGV
    assert "Fatal Python error: Segmentation fault" in process.stderr


def test_alarm_of_the_application_goes_off_during_a_run(vm: VM) -> None:
    """In the main thread, while it waits; the script is not disturbed."""
    rang = threading.Event()
    before = signal.signal(signal.SIGALRM, lambda *_: rang.set())
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        result = vm.run("n = 0\nwhile n < 2000000: n += 1\nprint(n)", limits=FREE)
        assert result.stdout == "2000000\n"
        assert rang.wait(PATIENCE)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_an_alarm_that_raises_stops_the_script(vm: VM) -> None:
    class Alarm(Exception):
        pass

    def ring(*_: object) -> None:
        raise Alarm

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.02)
        with pytest.raises(Alarm):
            vm.run("while True: pass", limits=FREE)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert vm.run("print(1)").stdout == "1\n"


def test_workers_take_no_signal_of_the_process(vm: VM) -> None:
    """A signal sent to the process must never run a handler in the engine's thread."""
    handle = vm.start("while True: pass", limits=FREE)
    try:
        before = {int(entry.name) for entry in Path("/proc/self/task").iterdir()}
        blocked = 0
        for task in before:
            status = Path(f"/proc/self/task/{task}/status").read_text()
            mask = next(line for line in status.splitlines() if line.startswith("SigBlk"))
            bits = int(mask.split()[1], 16)
            wanted = {signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGCHLD,
                      signal.SIGUSR1, signal.SIGHUP, signal.SIGPROF}  # fmt: skip
            blocked += all(bits >> (number - 1) & 1 for number in wanted)
        assert blocked >= 1
    finally:
        handle.interrupt()
        handle.result(PATIENCE)


def test_an_interval_timer_of_the_application_does_not_disturb_a_script(vm: VM) -> None:
    ticks = []
    before = signal.signal(signal.SIGALRM, lambda *_: ticks.append(1))
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.001, 0.001)
        with VM(limits=Limits(memory="8MiB"), policy=Policy.open()) as crashing:
            for _ in range(20):
                assert vm.run("for i in range(20000): pass").ok
                crashed = crashing.run("import stdc\nstdc.memset(8, 0, 64)")
                assert crashed.status is Status.CRASHED
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert ticks
