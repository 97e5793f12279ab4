"""Ctrl-C: KeyboardInterrupt at once in the main thread, whatever it waits in; the VM lives on.

Each in a process of its own, which gets a real SIGINT when its script says that it runs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from children import child_code
from engine_helpers import FREE, PACKAGE, PATIENCE, child_environment
from pkhost import VM, Status
from pkhost.scripts.options import Options

# The script prints when it runs; then the test sends the signal.
BEGIN = """
import sys, os, threading, signal
import pkhost
from pkhost import VM, Limits, Status
free = Limits(steps=None, wall_time=None, cpu_time=None)
def tell(text):
    print(text, end="", flush=True)
def check(vm):
    assert vm.run("print(41 + 1)").stdout == "42\\n"
"""
SCRIPT = '"print(\\"running\\")\\nwhile True: pass"'

WAYS = {
    "run": f"vm = VM()\ntry:\n    vm.run({SCRIPT}, limits=free, on_stdout=tell)\n",
    "run counted": f"vm = VM()\ntry:\n    vm.run({SCRIPT}, on_stdout=tell)\n",
    "run without on_stdout": (
        "vm = VM()\ntry:\n    print('running', flush=True)\n"
        "    vm.run('while True: pass', limits=free)\n"
    ),
    "start and result": (
        f"vm = VM()\nhandle = vm.start({SCRIPT}, limits=free, on_stdout=tell)\n"
        "try:\n    handle.result()\n"
    ),
    "result with a timeout": (
        f"vm = VM()\nhandle = vm.start({SCRIPT}, limits=free, on_stdout=tell)\n"
        "try:\n    handle.result(1000)\n"
    ),
    "run_script": (
        f"vm = VM()\ntry:\n    pkhost.run_script({SCRIPT}, limits=free, on_stdout=tell)\n"
    ),
    "sleep": (
        'vm = VM()\ntry:\n    vm.run("import time\\nprint(\\"running\\")\\ntime.sleep(1000)",'
        " limits=free, on_stdout=tell)\n"
    ),
    "native code": (
        'vm = VM()\ntry:\n    vm.run("a = \\"a\\" * 1000000\\nprint(\\"running\\")\\n'
        'a.rfind(\\"a\\" * 500000 + \\"b\\")", limits=free, on_stdout=tell)\n'
    ),
    "a script that catches": (
        'vm = VM()\ntry:\n    vm.run("print(\\"running\\")\\nwhile True:\\n  try:\\n'
        '    while True: pass\\n  except: pass", limits=free, on_stdout=tell)\n'
    ),
    "many runs": (
        "vm = VM()\ntry:\n    print('running', flush=True)\n    while True: vm.run('x = 1')\n"
    ),
    "many run_scripts": (
        "vm = VM()\ntry:\n    print('running', flush=True)\n"
        "    while True: pkhost.run_script('x = 1')\n"
    ),
    "input": (
        "vm = VM()\ndef ask(printed):\n    print('running', flush=True)\n"
        "    threading.Event().wait()\n"
        "try:\n    vm.run('input()', limits=free, stdin=ask)\n"
    ),
}
END = """except KeyboardInterrupt:
    print("interrupted", flush=True)
else:
    print("not interrupted", flush=True)
check(vm)
print("well", flush=True)
"""


@contextlib.contextmanager
def child(code: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", child_code(code)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=PACKAGE,
        env=child_environment(),
        start_new_session=True,
    )
    patience = threading.Timer(PATIENCE, process.kill)  # then what it was asked for never comes
    patience.start()
    try:
        yield process
    finally:
        patience.cancel()
        process.kill()
        process.communicate()


@contextlib.contextmanager
def running(code: str) -> Iterator[subprocess.Popen[str]]:
    """The same, from when its script says that it runs."""
    with child(code) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "running\n", process.communicate()
        yield process


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_sigint_stops_the_script_and_raises(way: str) -> None:
    with running(BEGIN + way + END) as process:
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, out) == (0, "interrupted\nwell\n"), err


def test_many_sigints_in_a_row() -> None:
    code = (
        BEGIN
        + """
vm = VM()
for n in range(10):
    try:
        vm.run("print('running')\\nwhile True: pass", limits=free, on_stdout=tell)
    except KeyboardInterrupt:
        check(vm)
print("well", flush=True)
"""
    )
    with child(code) as process:
        assert process.stdout is not None
        for _ in range(10):
            assert process.stdout.readline() == "running\n"
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, out) == (0, "well\n"), err


@pytest.mark.parametrize("attempt", range(5))
def test_a_burst_of_sigints_does_not_leave_a_run_behind(attempt: int) -> None:
    """A second Ctrl-C while the first is seen to, and a third while that is."""
    code = (
        BEGIN
        + """
vm = VM()
try:
    try:
        vm.run("print('running')\\nwhile True: pass", limits=free, on_stdout=tell)
    except KeyboardInterrupt:
        pass
    print("ready", flush=True)
    sys.stdin.readline()
except KeyboardInterrupt:
    pass
signal.signal(signal.SIGINT, signal.SIG_IGN)
check(vm)
print("well", flush=True)
"""
    )
    with running(code) as process:
        for pause in range(60):
            process.send_signal(signal.SIGINT)
            for _ in range(pause * 97 % 300):  # at all sorts of places
                pass
        _, err = process.communicate(timeout=PATIENCE)
        # The interpreter itself may be hit anywhere; what counts is that nothing hangs or crashes.
        assert process.returncode in (0, 1, -signal.SIGINT, 130), err
        assert "Fatal" not in err and "VMBusyError" not in err


def test_a_run_that_was_left_behind_is_stopped_by_the_next(vm: VM) -> None:
    """Should Ctrl-C ever hit a place where nothing can be done about it."""
    job = vm._job(b"while True: pass", "main.py", FREE, Options())
    vm._open().start(job)
    assert vm._open().running()
    assert vm.run("print(1)").stdout == "1\n"


def test_a_handler_runs_while_a_host_function_keeps_the_script_from_ending() -> None:
    """Ctrl-C waits for the function of the host's; what other signals do, they do meanwhile."""
    code = (
        BEGIN
        + """
vm = VM()
released = threading.Event()
signal.signal(signal.SIGUSR1, lambda *_: released.set())
def hold():
    print("running", flush=True)
    released.wait()
vm.expose(hold)
try:
    vm.run("hold()", limits=free)
except KeyboardInterrupt:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    released.wait()  # where the function itself was interrupted: before the interpreter's end
    check(vm)
    print("well", flush=True)
"""
    )
    with running(code) as process:
        process.send_signal(signal.SIGINT)
        process.send_signal(signal.SIGUSR1)
        out, err = process.communicate(timeout=PATIENCE)
        assert (process.returncode, out) == (0, "well\n"), err


def test_without_a_handler_it_ends_the_process_as_ever() -> None:
    code = BEGIN + f"vm = VM()\nvm.run({SCRIPT}, limits=free, on_stdout=tell)\n"
    with running(code) as process:
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == -signal.SIGINT
        assert "KeyboardInterrupt" in err


def test_sigterm_ends_a_process_that_runs_a_script() -> None:
    code = BEGIN + f"vm = VM()\nvm.run({SCRIPT}, limits=free, on_stdout=tell)\n"
    with running(code) as process:
        process.terminate()
        assert process.wait(PATIENCE) == -signal.SIGTERM


def test_a_run_in_another_thread_is_not_stopped(vm: VM) -> None:
    """SIGINT is the main thread's; a run that a thread waits for goes on."""
    begun = threading.Event()
    results = []

    def work() -> None:
        results.append(
            vm.run(
                "print('begun')\nn = 0\nwhile n < 3000000: n += 1\nprint(n)",
                limits=FREE,
                on_stdout=lambda text: begun.set(),
            )
        )

    thread = threading.Thread(target=work)
    thread.start()
    assert begun.wait(PATIENCE)
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        thread.join(PATIENCE)
    thread.join(PATIENCE)
    assert results[0].status is Status.OK
