"""`deterministic=`: the same run, byte for byte, whenever and wherever."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import pkhost
from children import child_code
from pkhost import VM, Determinism, Limits, Policy, ScriptResult, Status, VMPool, run_script
from slices_helpers import COUNTED, PATIENCE, finish

LIMITS = Limits(steps=5_000_000, memory="8MiB", wall_time=None, cpu_time=None)
SEEDED = Determinism(seed=7, start_time=1_000_000_000.25)

# Each would differ from run to run without it, or might.
SCRIPTS = {
    "random": (
        "import random\n"
        "x = [random.random(), random.randint(0, 10**9), random.choice([1, 2, 3])]\n"
        "y = list(range(20))\nrandom.shuffle(y)\nx, y, random.choices([1, 2, 3], k=5)"
    ),
    "time": (
        "import time\nout = []\nfor i in range(20): out.append(time.time())\n"
        "out, time.time_ns(), time.monotonic(), time.perf_counter()"
    ),
    "local time": "import time\nt = time.localtime()\nt.tm_year, t.tm_mday, t.tm_hour, t.tm_min",
    "sleep": (
        "import time\na = time.time()\ntime.sleep(0.5)\nb = time.time()\ntime.sleep(3600)\n"
        "time.time() - b, b - a"
    ),
    "ids": "class A: pass\n[id(A()), id([]), id(A), hash(A()), str(A()), str(A)]",
    "hashes": "[hash('text'), hash((1, 2.5)), set(['a', 'b', 'c', 'd']) and 1]",
    "order": "{str(i * 7919 % 101): i for i in range(60)}, [k for k in set('determinism')]",
    "names": "import random\nclass A: b = c = 1\n[k for k in vars(random)], [k for k in vars(A)]",
    "race": (
        "import time\nn = 0\nend = time.monotonic() + 0.001\n"
        "while time.monotonic() < end: n += 1\nn"
    ),
    "garbage": "for i in range(5000):\n    x = [i]\n    x.append(x)\nid([])",
    "memory": "x = []\nwhile True: x.append('y' * 100)",
    "error": "import random\nraise ValueError(str(random.random()))",
    "steps": "import random\nwhile True: random.random()",
}


def trace(result: ScriptResult) -> list[object]:
    """All that must be the same."""
    return [
        result.status.value,
        result.stdout,
        None if result.error is None else str(result.error),
        repr(result.value),
        result.usage.steps,
        result.usage.peak_memory,
        result.restored,
    ]


def in_a_vm_of_its_own(script: str, deterministic: Determinism = SEEDED) -> ScriptResult:
    with VM(limits=LIMITS) as vm:
        return vm.run(script, deterministic=deterministic)


@functools.cache
def expected() -> dict[str, list[object]]:
    return {name: trace(in_a_vm_of_its_own(script)) for name, script in SCRIPTS.items()}


def test_the_scripts_do_what_they_are_for() -> None:
    for name, found in expected().items():
        status = {"memory": "memory", "error": "error", "steps": "steps"}.get(name, "ok")
        assert found[0] == status, (name, found)


@pytest.mark.parametrize("name", SCRIPTS)
def test_in_another_vm(name: str) -> None:
    assert trace(in_a_vm_of_its_own(SCRIPTS[name])) == expected()[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_after_reset_and_after_a_crash(name: str) -> None:
    with VM(limits=LIMITS) as vm:
        for before in (*SCRIPTS.values(), "eval('(' * 100000)", "'x' * 10**9"):
            vm.run(before, deterministic=Determinism(seed=99))
            vm.reset()
        assert trace(vm.run(SCRIPTS[name], deterministic=SEEDED)) == expected()[name]


@pytest.mark.parametrize("name", SCRIPTS)
def test_with_run_script_and_a_pool(name: str) -> None:
    for _ in range(2):
        result = run_script(SCRIPTS[name], limits=LIMITS, deterministic=SEEDED)
        assert trace(result) == expected()[name]


def test_in_the_vms_of_a_pool() -> None:
    with VMPool(2, limits=LIMITS) as pool:
        for _ in range(2):
            for name, script in SCRIPTS.items():
                assert trace(pool.run(script, deterministic=SEEDED)) == expected()[name]


@pytest.mark.parametrize("size", [1, 10, 1000])
@pytest.mark.parametrize("name", ["random", "time", "sleep", "ids", "race", "error"])
def test_in_slices(name: str, size: int) -> None:
    """Its clock goes on over all slices, and stands while it is paused."""
    with VM(limits=LIMITS) as vm:
        run = vm.start(SCRIPTS[name], deterministic=SEEDED, paused=True)
        assert trace(finish(run, [size])) == expected()[name]


def test_in_many_threads_at_a_time() -> None:
    found: list[dict[str, list[object]]] = []

    def work() -> None:
        found.append({n: trace(in_a_vm_of_its_own(script)) for n, script in SCRIPTS.items()})

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert found == [expected()] * 4


CHILD = """
import json, sys
sys.path[:0] = {folders!r}
from pkhost import VM
others = [VM(dialect=("pocketpy", "python")[n % 2]) for n in range(int(sys.argv[1]))]
from test_slices_determinism import SCRIPTS, in_a_vm_of_its_own, trace
print(json.dumps({{name: trace(in_a_vm_of_its_own(script)) for name, script in SCRIPTS.items()}}))
"""


@pytest.mark.parametrize(
    ("seed", "zone"), [("0", "UTC"), ("1", "Asia/Tokyo"), ("12345", "EST5EDT")]
)
def test_in_another_process(seed: str, zone: str) -> None:
    """With other addresses, another hash seed and time zone, and VMs of either dialect before."""
    package = Path(pkhost.__file__).resolve().parents[1]
    here = Path(__file__).parent
    code = child_code(CHILD.format(folders=[str(here), str(here.parent)]))
    process = subprocess.run(
        [sys.executable, "-c", code, seed[-1]],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        cwd=package,
        env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(package)},
        check=False,
    )
    assert process.returncode == 0, process.stderr
    assert json.loads(process.stdout) == json.loads(json.dumps(expected()))


def test_another_seed_is_another_run() -> None:
    values = {
        repr(in_a_vm_of_its_own(SCRIPTS["random"], Determinism(seed=s)).value) for s in range(20)
    }
    assert len(values) == 20
    for seed in (-(1 << 63), (1 << 63) - 1):
        assert in_a_vm_of_its_own(SCRIPTS["random"], Determinism(seed=seed)).ok


def test_the_seed_is_for_each_run_anew() -> None:
    script = "import random\nrandom.random()"
    with VM(limits=LIMITS) as vm:
        first = vm.run(script, deterministic=SEEDED).value
        assert vm.run("import random\nrandom.random()", deterministic=SEEDED).value == first
        other = vm.run(script, deterministic=Determinism(seed=8)).value
        assert other != first


def test_the_clock_begins_where_it_is_told_to() -> None:
    script = "import time\ntime.time()"
    for start in (0.0, 1.5, 1e9, 5_999_999_999.0):
        value = in_a_vm_of_its_own(script, Determinism(start_time=start)).value
        assert start <= value < start + 0.001
    year = "import time\ntime.localtime().tm_year"
    assert in_a_vm_of_its_own(year, Determinism(start_time=0)).value == 1970


def test_a_step_is_100_nanoseconds() -> None:
    script = "import time\na = time.monotonic()\nfor i in range(100000): pass\ntime.monotonic() - a"
    result = in_a_vm_of_its_own(script)
    steps = result.usage.steps
    assert steps is not None
    assert result.value == pytest.approx(steps * 1e-7, rel=0.01)


@pytest.mark.parametrize("seconds", [0.001, 1, 60, 86400, 10**6, 10**9])
def test_sleeping_takes_no_time_and_is_as_long_as_it_should_be(seconds: float) -> None:
    script = f"import time\na = time.monotonic()\ntime.sleep({seconds})\ntime.monotonic() - a"
    result = in_a_vm_of_its_own(script)
    assert result.value == pytest.approx(seconds, rel=1e-9, abs=1e-5)
    assert result.usage.wall_time < min(seconds + 1, 5)


def test_a_sleep_till_the_end_of_time_is_stopped() -> None:
    limits = Limits(steps=10**6, wall_time=0.1)
    script = "import time\nfor i in range(100): time.sleep(10**9)"
    result = run_script(script, limits=limits, deterministic=SEEDED)
    assert result.status is Status.WALL_TIME


def test_every_sleep_is_of_its_own() -> None:
    """A short one after a long one is short."""
    script = "import time\ntime.sleep(10**6)\na = time.monotonic()\ntime.sleep(0.01)\n"
    script += "time.monotonic() - a"
    assert 0.01 <= in_a_vm_of_its_own(script).value < 0.01001


def test_it_needs_a_limit_of_steps() -> None:
    with VM() as vm:
        with pytest.raises(ValueError, match="needs a limit on steps"):
            vm.run("", limits=Limits(steps=None), deterministic=SEEDED)
        with pytest.raises(TypeError, match="deterministic"):
            vm.run("", deterministic=True)  # type: ignore[arg-type]
        assert vm.run("1").value == 1


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"seed": 1.0}, TypeError),
        ({"seed": True}, TypeError),
        ({"seed": 1 << 63}, ValueError),
        ({"seed": -(1 << 63) - 1}, ValueError),
        ({"start_time": -1}, ValueError),
        ({"start_time": float("nan")}, ValueError),
        ({"start_time": float("inf")}, ValueError),
        ({"start_time": 6e9}, ValueError),
    ],
)
def test_what_it_cannot_be(arguments: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error, match=next(iter(arguments))):
        Determinism(**arguments)  # type: ignore[arg-type]


def test_without_it_time_and_chance_are_the_worlds() -> None:
    """So that the tests above cannot pass for want of anything that differs."""
    random = "import random\nrandom.random()"
    values = {run_script(random, limits=COUNTED).value for _ in range(5)}
    assert len(values) > 1
    time = "import time\ntime.time()"
    assert run_script(time, limits=COUNTED).value > 1.5e9


def test_a_run_after_it_has_the_worlds_clock_again() -> None:
    with VM(limits=COUNTED, policy=Policy.open()) as vm:
        assert vm.run("import time\ntime.time()", deterministic=Determinism(start_time=5)).value < 6
        result = vm.run("import time\ntime.time()")
        assert result.status is Status.OK and result.value > 1.5e9
