"""Kills workers at random moments of what scripts do: ``soak.py SECONDS SEED``.

Several threads use VMs, pools and run_script(), with host functions, slices and snapshots.  Each
knows what must come of it: the right value, or a result that says CRASHED and that the VM is as
new, which it then must be.  Nothing else may happen: no exception, no wrong value, no lost state
that nobody has told of, and no wait without end.
"""

from __future__ import annotations

import faulthandler
import os
import random
import subprocess
import sys
import threading
import time
import traceback
from collections import Counter

from counting import Everything, settled

from pkhost import VM, Limits, ScriptResult, Status, VMPool, run_script
from pkhost.engine import isolation
from worker_processes import PATIENCE, kill, workers

LIMITS = Limits(memory="8MiB", steps=None, wall_time=60, cpu_time=60)
SUM = "total = 0\nfor i in range(50): total += double(i)\ntotal"
LINES = "n = 0\nwhile n < 3000:\n    n += 1\nn"

seen: Counter[str] = Counter()
wrong: list[str] = []
stop = threading.Event()


def crashed(result: ScriptResult, what: str) -> bool:
    """Whether it has crashed, as a worker does that was killed; else it must be well."""
    if result.status is not Status.CRASHED:
        seen[f"{what}: {result.status.value}"] += 1
        assert result.status is Status.OK, f"{what}: {result}"
        return False
    seen[f"{what}: killed"] += 1
    assert result.restored, what
    assert result.error is not None and "SIGKILL" in result.error.message, f"{what}: {result}"
    return True


def set_up(vm: VM) -> None:
    """The VM counts its runs, and has lost the number only if it has said so."""
    while crashed(vm.run("count = 0"), "set up"):
        pass


def use_a_vm(chance: random.Random) -> None:
    with VM(limits=LIMITS) as vm:
        vm.expose(lambda n: 2 * n, "double")
        set_up(vm)
        count = 0
        while not stop.is_set():
            way = chance.randrange(4)
            if way == 0:
                result = vm.run(SUM)
                if not crashed(result, "host functions"):
                    assert result.value == 2450, result
            elif way == 1:
                run = vm.start(LINES, paused=True)
                while run.step(chance.randrange(1, 4000)):
                    pass
                result = run.result(PATIENCE)
                if not crashed(result, "slices"):
                    assert result.value == 3000, result
            elif way == 2:
                result = vm.run("print('x' * 100000)\nlen(input())", stdin=["y" * 70_000 + "\n"])
                if not crashed(result, "output and input"):
                    assert (len(result.stdout), result.value) == (100_001, 70_000)
            else:
                result = vm.run("count += 1\ncount")
                if not crashed(result, "what it keeps"):
                    count += 1
                    assert result.value == count, (result, count)
            if result.status is Status.CRASHED:
                set_up(vm)
                count = 0


def use_fresh_processes(chance: random.Random) -> None:
    with VMPool(2, setup="def square(x): return x * x", limits=LIMITS) as pool:
        while not stop.is_set():
            number = chance.randrange(1000)
            if chance.randrange(2):
                result = run_script(f"{number} + 1", limits=LIMITS)
                if not crashed(result, "run_script"):
                    assert result.value == number + 1
            else:
                result = pool.run(f"square({number})")
                if not crashed(result, "pool"):
                    assert result.value == number * number


def guarded(use: object, seed: int) -> None:
    try:
        use(random.Random(seed))  # type: ignore[operator]
    except BaseException as error:
        wrong.append("".join(traceback.format_exception(error)))
        stop.set()


def phase(seconds: float, seed: int) -> int:
    """Use, and kill, for so long; how many were killed."""
    stop.clear()
    uses = [use_a_vm, use_a_vm, use_a_vm, use_fresh_processes]
    threads = [
        threading.Thread(target=guarded, args=(use, seed + number))
        for number, use in enumerate(uses)
    ]
    for thread in threads:
        thread.start()
    # In a process of its own, which is not held up by what is done here.
    killer = subprocess.run(
        [sys.executable, __file__, str(seconds), str(seed), str(os.getpid())],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    stop.set()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "a wait without end"
    assert not wrong, "\n".join(wrong)
    return int(killer.stdout)


def kill_at_random(seconds: float, seed: int, host: int) -> int:
    """Kill workers of a host; how many."""
    chance, killed, end = random.Random(seed), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        for process in chance.choices(sorted(workers(host)) or [0], k=3):
            killed += kill(process, host=host) if process else 0
            time.sleep(chance.random() * 0.01)  # a random moment, and no event
    return killed


def main(seconds: float, seed: int) -> None:
    isolation.DEFAULT_ISOLATION = "process"
    faulthandler.dump_traceback_later(seconds + 2 * PATIENCE, exit=True)
    with VM(limits=LIMITS) as first:
        first.run("1")
        killed = phase(1.0, seed)  # threads have their memory then, and kinds their workers
        before = Everything.now()
        killed += phase(seconds, seed + 10)
        grown = settled(before)
        assert not grown, grown
    told = sum(count for what, count in seen.items() if what.endswith("killed"))
    assert 0 < told <= killed, (told, killed)
    for way in ("host functions", "slices", "output and input", "what it keeps", "run_script"):
        assert seen[f"{way}: ok"], (way, seen)
    print("well", killed, dict(seen))


if len(sys.argv) == 3:
    main(float(sys.argv[1]), int(sys.argv[2]))
else:
    print(kill_at_random(float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
