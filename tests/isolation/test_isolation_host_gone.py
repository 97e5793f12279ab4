"""The host is killed, ends, or is stopped: nothing survives it, and limits hold."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from isolation_helpers import python_environment
from worker_processes import PATIENCE, Watched, ended, ours

pytestmark = pytest.mark.usefixtures("process_home")

HOST = """
import json, os, signal, sys, threading, time
from pkhost import VM, Limits, Status, VMPool, run_script
from pkhost.engine import isolation
from worker_processes import ours

isolation.DEFAULT_ISOLATION = "process"
free = Limits(steps=None, wall_time=None, cpu_time=None)
run_script("1")
idle, busy, paused, asking, printing = (VM(limits=free) for _ in range(5))
idle.run("kept = 1")
run = busy.start("while True: pass")
kept = paused.start("while True: pass", paused=True)
kept.step(100)
asked, answer = threading.Event(), threading.Event()
asking.expose(lambda: asked.set() or answer.wait(), "ask")
threading.Thread(target=lambda: asking.run("ask()"), daemon=True).start()
flood = printing.start("while True: print('x' * 1000)", limits=free.replace(stdout=None))
pool = VMPool(2, setup="x = 1")
assert asked.wait(60)
print(json.dumps(sorted(ours())), flush=True)
"""

ENDS = {
    "is killed": "signal.pause()",
    "exits": "",
    "exits at once": "os._exit(0)",
    "fails": "raise SystemExit(3)",
    "aborts": "os.abort()",
    "becomes another program": "os.execv('/bin/true', ['true'])",
    "becomes another program that goes on": "os.execv('/bin/cat', ['cat'])",
}


@contextmanager
def host(code: str) -> Iterator[tuple[subprocess.Popen[str], list[Any]]]:
    """A host, and the first line that it prints, as JSON."""
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=python_environment(),
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, "the host has failed"
        yield process, json.loads(line)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("way", ENDS)
def test_nothing_survives_a_host_that(way: str) -> None:
    with host(HOST + ENDS[way]) as (process, processes):
        assert len(processes) >= 8  # the zygote, five VMs, and two of a pool
        watched = Watched([one for one in processes if Path(f"/proc/{one}").exists()])
        if way == "is killed":
            process.kill()
        assert not watched.wait()
        if way == "becomes another program that goes on":
            assert process.poll() is None


def test_nothing_survives_a_host_whose_child_goes_on() -> None:
    """The child of a fork has workers of its own, and keeps none of its parent's."""
    code = (
        HOST
        + """
reader, writer = os.pipe()
if os.fork() == 0:
    assert idle.eval("kept") == 1
    os.write(writer, b"x")
    os.close(1)
    signal.pause()
os.read(reader, 1)
print(json.dumps(os.getpid()), flush=True)
signal.pause()
"""
    )
    with host(code) as (process, before):
        assert process.stdout is not None
        process.stdout.readline()
        [child] = map(
            int, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        )
        try:
            workers = set(before) & ours(process.pid) - ours(child)
            watched = Watched(workers)
            its_own = ours(child)
            assert its_own
            process.kill()
            assert not watched.wait()
        finally:
            os.kill(child, signal.SIGKILL)
        assert all(ended(one) for one in its_own)


LIMITED = """
import json, sys
from pkhost import VM, Limits
from pkhost.engine import isolation
from worker_processes import workers

isolation.DEFAULT_ISOLATION = "process"
vm = VM(limits=Limits(steps=None, wall_time=None, cpu_time=0.5))
run = vm.start("while True: pass")
print(json.dumps(sorted(workers())), flush=True)
sys.stdin.readline()
print(run.result(60).status.value, flush=True)
"""


def test_limits_hold_while_the_host_is_stopped() -> None:
    with host(LIMITED) as (process, workers):
        process.send_signal(signal.SIGSTOP)
        ticks = os.sysconf("SC_CLK_TCK")
        end = time.monotonic() + PATIENCE

        def used() -> int:
            fields = (Path(f"/proc/{one}/stat").read_text() for one in workers)
            return sum(int(text.rpartition(")")[2].split()[11]) for text in fields)

        last, since = used(), time.monotonic()
        while time.monotonic() - since < 1.0:  # nobody computes any more
            assert time.monotonic() < end
            time.sleep(0.05)
            if (now := used()) != last:
                last, since = now, time.monotonic()
        assert last <= 1.5 * ticks
        process.send_signal(signal.SIGCONT)
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        assert process.stdout.readline() == "cpu_time\n"
