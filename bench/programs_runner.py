"""Measures the program runner against subprocess, side by side in one run.

    python bench/programs_runner.py [--rounds N] [--quick]

Every pair is measured in turn, one run of each at a time, so that whatever else
the machine does falls on both.  Times are medians; a ratio below 1 means that
pkhost is faster.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pkhost import Limits, Profile, open_program, run_program

GIB = 1 << 30


def side_by_side(rounds: int, **what: Callable[[], object]) -> dict[str, float]:
    """Return the median time of each, in seconds."""
    times: dict[str, list[float]] = {name: [] for name in what}
    for _ in range(max(3, rounds // 10)):
        for run in what.values():
            run()
    for _ in range(rounds):
        for name, run in what.items():
            started = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - started)
    return {name: statistics.median(measured) for name, measured in times.items()}


def table(title: str, rows: dict[str, float], base: str, unit: str = "ms") -> None:
    factor = {"ms": 1e3, "s": 1.0, "µs": 1e6}[unit]
    print(f"\n{title}")
    for name, value in rows.items():
        label = name.replace("_", " ")
        print(f"  {label:<34}{value * factor:10.3f} {unit}  {value / rows[base]:6.2f}x")


def spawn(rounds: int, title: str) -> None:
    """Start to result of a program that does nothing."""

    def bare() -> None:
        subprocess.run(["/bin/true"], check=True)

    def capture() -> None:
        subprocess.run(["/bin/true"], check=True, stdin=subprocess.DEVNULL, capture_output=True)

    def same_work() -> None:  # what run_program does too: no input, both outputs, a deadline
        subprocess.run(
            ["/bin/true"], check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=10
        )

    what: dict[str, Callable[[], object]] = {
        "subprocess.run": bare,
        "subprocess.run,_capture": capture,
        "subprocess.run,_capture,_timeout": same_work,
        "pkhost,_profile_none": lambda: run_program(["/bin/true"], profile="none").check(),
        "pkhost,_profile_strict": lambda: run_program(["/bin/true"]).check(),
    }
    bwrap = shutil.which("bwrap")
    if bwrap:
        argv = [bwrap, "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib",
                "--symlink", "usr/lib64", "/lib64", "--symlink", "usr/bin", "/bin",
                "--proc", "/proc", "--dev", "/dev", "--unshare-pid", "--unshare-ipc",
                "--unshare-uts", "--die-with-parent", "/bin/true"]  # fmt: skip
        what["bwrap,_by_subprocess.run"] = lambda: subprocess.run(
            argv, check=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=10
        )
    rows = side_by_side(rounds, **what)
    table(title, rows, "subprocess.run")


def drain(rounds: int, size: int) -> None:
    """A flood that is kept up to a limit and drained to its end."""
    flood = ["head", "-c", str(size), "/dev/zero"]
    limits = Limits(stdout="1MiB", wall_time=120, cpu_time=120)

    def pkhost() -> None:
        result = run_program(
            flood, limits=limits, overflow="truncate", text=False, profile="none"
        ).check()
        assert len(result.stdout) == 1 << 20

    def keep_all() -> None:
        result = run_program(
            flood, limits=limits.replace(stdout=size), text=False, profile="none"
        ).check()
        assert len(result.stdout) == size

    rows = side_by_side(
        rounds,
        communicate=lambda: subprocess.run(flood, check=True, capture_output=True),
        pkhost_keeping_1_MiB=pkhost,
        pkhost_keeping_all=keep_all,
    )
    table(f"{size >> 20} MiB of output", rows, "communicate", "s")


def conversation(rounds: int) -> None:
    """Round trips with cat."""
    with open_program(["cat"], limits=Limits(wall_time=600), text=False) as program:

        def trip() -> None:
            program.send(b"x\n")
            program.read_until(b"\n")

        trip()
        started = time.perf_counter()
        for _ in range(rounds):
            trip()
        took = time.perf_counter() - started
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as plain:
        assert plain.stdin is not None
        assert plain.stdout is not None
        began = time.perf_counter()
        for _ in range(rounds):
            plain.stdin.write(b"x\n")
            plain.stdin.flush()
            plain.stdout.readline()
        bare = time.perf_counter() - began
    print(
        f"\nRound trips with cat\n  Popen with blocking pipes {rounds / bare:17,.0f} a second"
        f"\n  open_program {rounds / took:30,.0f} a second"
    )


def wall_limit(rounds: int) -> None:
    """How long after its limit the result is there."""
    late = []
    for _ in range(rounds):
        started = time.perf_counter()
        run_program(["sleep", "60"], limits=Limits(wall_time=0.05))
        late.append(time.perf_counter() - started - 0.05)
    late.sort()
    print(
        f"\nResult after a wall limit of 50 ms"
        f"\n  median {statistics.median(late) * 1e3:.1f} ms late, worst {late[-1] * 1e3:.1f} ms"
    )


def single_protections(rounds: int) -> None:
    """What each protection costs by itself."""
    what: dict[str, Callable[[], object]] = {"none": lambda: run_program(["true"], profile="none")}
    alone = {
        "landlock": {"no_new_privs", "landlock"},
        "seccomp": {"no_new_privs", "seccomp"},
        "pid_namespace": {"pid_namespace"},
        "mount_namespace": {"mount_namespace"},
        "ipc_namespace": {"ipc_namespace"},
        "network_namespace": {"network_namespace"},
    }

    def under(names: set[str]) -> Callable[[], object]:
        profile = Profile("bench", frozenset(names))
        return lambda: run_program(["true"], profile=profile)

    for name, names in alone.items():
        if run_program(["true"], profile=Profile("bench", frozenset(names))).ok:
            what[name] = under(names)
    table("One protection at a time", side_by_side(rounds, **what), "none")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    arguments = parser.parse_args()
    rounds = max(10, arguments.rounds // (10 if arguments.quick else 1))
    print(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, {rounds} rounds")

    spawn(rounds, "Spawn to result of /bin/true")
    ballast = bytearray(GIB)
    ballast[::4096] = bytes(len(ballast[::4096]))
    spawn(rounds, "The same, with 1 GiB in this process")
    del ballast
    single_protections(rounds)
    drain(3, GIB // (10 if arguments.quick else 1))
    conversation(rounds * 20)
    wall_limit(max(10, rounds // 5))


if __name__ == "__main__":
    main()
