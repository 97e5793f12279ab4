"""A host that forks: VMs are in the child what they were, in processes of the child's own.

Every host is a Python of its own, as the tests' own process has threads of other tests.
"""

from __future__ import annotations

import signal

import pytest

from isolation_helpers import host, host_ends_well

pytestmark = pytest.mark.usefixtures("process_home")

HELP = """
import os, sys, threading, traceback

ENDLESS = "while True: pass"


def in_child(act, after=lambda: None):
    '''Call act() in the child of a fork, and after() in the parent meanwhile.'''
    child = os.fork()
    if child == 0:
        try:
            act()
            sys.stdout.flush()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
    after()
    _, status = os.waitpid(child, 0)
    assert status == 0, status


def failed(vm, source):
    return vm.run(source).status is Status.ERROR
"""


# Python warns of forks of a process that has threads.
OPTIONS = ("-W", "ignore", "-X", "faulthandler")


def forking(code: str) -> None:
    host_ends_well(HELP + code, *OPTIONS)


def test_a_vm_is_in_both_what_it_was_and_goes_on_apart() -> None:
    forking("""
vm, new = VM(), VM()
vm.run("x = 1").check()

def child():
    assert vm.get("x") == 1
    vm.set("x", 2)
    assert new.run("print(1)").stdout == "1\\n"
    in_child(grandchild)
    assert vm.get("x") == 2
    vm.reset()
    assert failed(vm, "x")
    assert VM().run("3").value == 3
    assert run_script("4").value == 4

def grandchild():
    assert vm.get("x") == 2
    vm.set("x", 3)
    assert vm.get("x") == 3

def parent():
    assert vm.get("x") == 1
    vm.set("x", 5)

in_child(child, parent)
assert vm.get("x") == 5
assert new.run("6").value == 6
in_child(lambda: vm.get("x") == 5 or os.abort())
""")


def test_what_a_vm_is_when_new_goes_along() -> None:
    forking("""
vm = VM()
calls = []
vm.expose(lambda: calls.append(os.getpid()) or len(calls), "count")

def child():
    assert vm.run("count()").value == 1
    vm.reset()
    assert vm.run("count()").value == 2
    assert set(calls) == {os.getpid()}

in_child(child)
assert calls == []
vm.run("x = count()").check()
in_child(lambda: vm.run("x + count()").value == 3 or os.abort())
assert vm.run("x + count()").value == 3
""")


def test_snapshots_go_along() -> None:
    forking("""
vm = VM()
vm.run("x = 1").check()
kept = vm.snapshot()
vm.run("x = 2").check()

def child():
    assert vm.get("x") == 2
    vm.restore(kept)
    assert vm.get("x") == 1

in_child(child)
assert vm.get("x") == 2
vm.restore(kept)
assert vm.get("x") == 1
""")


def test_a_run_goes_on_in_the_parent_only() -> None:
    forking("""
vm, paused = VM(limits=FREE), VM(limits=FREE)
run = vm.start(ENDLESS)
stopped = paused.start("x = 1\\nwhile True: pass", paused=True)
stopped.step(1000)

def child():
    for ended, of in ((run, vm), (stopped, paused)):
        result = ended.result(60)
        assert result.status is Status.INTERRUPTED, result
        assert of.run("1 + 1").value == 2
        assert failed(of, "x")

in_child(child)
assert not run.done()
assert stopped.paused
run.interrupt()
assert run.result(60).status is Status.INTERRUPTED
stopped.interrupt()
assert stopped.result(60).status is Status.INTERRUPTED
assert paused.get("x") == 1
""")


def test_a_function_of_the_hosts_that_forks() -> None:
    """Its run ends in the child when it returns there."""
    forking("""
vm, other = VM(limits=FREE), VM(limits=FREE)
other.run("kept = 1").check()
child = None

def fork():
    global child
    child = os.fork()
    return child == 0

vm.expose(fork, "fork")
result = vm.run("x = 0 if fork() else 1")
if child == 0:
    try:
        assert result.status is Status.INTERRUPTED, result
        assert vm.run("1 + 1").value == 2
        assert failed(vm, "x")
        assert other.get("kept") == 1
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
assert result.status is Status.OK, result
assert vm.get("x") == 1
assert os.waitpid(child, 0)[1] == 0
""")


@pytest.mark.parametrize("end", ["sys.exit(0)", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_the_end_of_a_child_ends_nothing_of_the_parents(end: str) -> None:
    forking(f"""
vm = VM()
vm.run("x = 1").check()
child = os.fork()
if child == 0:
    assert vm.get("x") == 1
    {end}
_, status = os.waitpid(child, 0)
assert status in (0, 9), status
assert vm.get("x") == 1
assert run_script("2").value == 2
""")


@pytest.mark.parametrize("end", ["sys.exit(0)", "os._exit(0)", "os.kill(os.getpid(), 9)"])
def test_the_end_of_the_parent_ends_nothing_of_the_childs(end: str) -> None:
    code = f"""
vm = VM()
vm.run("x = 1").check()
reader, writer = os.pipe()
parent = os.getpid()
if os.fork() == 0:
    os.close(writer)
    assert vm.get("x") == 1
    os.read(reader, 1)  # the parent has ended
    assert vm.get("x") == 1
    assert run_script("2").value == 2
    assert VM().run("3").value == 3
    print("all is well", flush=True)
    os._exit(0)
{end}
"""
    done = host(HELP + code, *OPTIONS)
    assert done.returncode in (0, -signal.SIGKILL)
    assert (done.stdout, done.stderr) == ("all is well\n", "")


def test_a_host_that_has_no_vm_left() -> None:
    """Its child starts with nothing of the parent's: the stock is the parent's alone."""
    forking("""
for _ in range(5):
    assert run_script("1").value == 1
in_child(lambda: run_script("2").value == 2 or os.abort())
assert run_script("3").value == 3
""")


def test_a_child_that_forks_at_once() -> None:
    forking("""
vm = VM()
vm.run("x = 1").check()
in_child(lambda: in_child(lambda: in_child(lambda: vm.get("x") == 1 or os.abort())))
""")


def test_forks_while_threads_run_scripts() -> None:
    """Whatever the threads are doing, and whichever locks they have."""
    forking("""
stop = threading.Event()
kept = VM()
kept.run("x = 1").check()

def work(number):
    vm = VM()
    while not stop.is_set():
        assert vm.run("1 + 1").value == 2
        assert run_script("print(2)").stdout == "2\\n"
        vm.reset()
        handle = vm.start("3")
        assert handle.result(60).value == 3

threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
for thread in threads:
    thread.start()

def child():
    assert kept.get("x") == 1
    assert run_script("4").value == 4
    assert VM().start("5").result(60).value == 5

try:
    for _ in range(20):
        in_child(child)
finally:
    stop.set()
    for thread in threads:
        thread.join()
assert kept.get("x") == 1
""")


def test_pools_go_along() -> None:
    forking("""
pool = VMPool(2, setup="kept = 1")
assert pool.run("kept").value == 1

def child():
    for _ in range(3):
        assert pool.run("kept").value == 1

in_child(child, child)
assert pool.run("kept").value == 1
""")


def test_programs_that_are_started_get_nothing() -> None:
    """A subprocess, of whichever way to start one, has no end of the zygote's socket."""
    forking("""
import subprocess
vm = VM()
vm.run("x = 1").check()
for options in ({}, {"close_fds": False}, {"preexec_fn": os.getpid}):
    listed = subprocess.check_output(["ls", "-l", "/proc/self/fd"], text=True, **options)
    assert "socket:" not in listed, listed
    assert vm.get("x") == 1
""")
