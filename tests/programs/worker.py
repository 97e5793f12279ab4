"""Runs cases in a process of its own, as another user if asked; JSON in, JSON out.

A process of its own, since giving up root cannot be taken back, and since the
host must be the same afterwards: its descriptors, children and threads are
compared before and after every case.
"""

from __future__ import annotations

import dataclasses
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from guard import Unguarded, enter_user_limit

from pkhost.limits import Limits
from pkhost.programs import Profile, _launch, run_program
from pkhost.programs.profiles import profile_of
from pkhost.programs.protections import probe

DEFAULTS: dict[str, Any] = {
    "wall_time": 8.0,
    "cpu_time": 5.0,
    "memory": "64MB",
    "stdout": 100_000,
    "stderr": 50_000,
    "processes": 16,
    "disk": "32MB",
}


def descriptors() -> set[str]:
    found = set()
    for entry in list(Path("/proc/self/fd").iterdir()):
        with suppress(OSError):  # the listing's own
            found.add(f"{entry.name}:{entry.readlink()}")
    return found


def processes() -> list[Path]:
    return [path for path in Path("/proc").iterdir() if path.name.isdigit()]


def children() -> list[int]:
    """All processes below this one."""
    parents: dict[int, int] = {}
    for process in processes():
        with suppress(OSError):
            stat = (process / "stat").read_text()
            parents[int(process.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    found = [os.getpid()]
    for parent in found:
        found += [pid for pid, its in parents.items() if its == parent]
    return found[1:]


def await_cleaners(before: list[int]) -> None:
    """Wait for launchers that still remove a scratch folder; a run reaps them."""
    for pid in set(children()) - set(before):
        with suppress(ProcessLookupError):
            pidfd = os.pidfd_open(pid)
            select.select([pidfd], [], [], 30)
            os.close(pidfd)
    run_program(["true"])


def survivors(token: str) -> list[str]:
    """Processes anywhere that carry the token on their command line."""
    found = []
    for process in processes():
        with suppress(OSError):
            line = (process / "cmdline").read_bytes()
            if token.encode() in line and int(process.name) != os.getpid():
                found.append(process.name)
    return found


class Surroundings:
    """What the programs are going to look for: secrets, listeners, descriptors."""

    def __init__(self, guests: str) -> None:
        self.folder = tempfile.mkdtemp(prefix="secrets-", dir=guests)
        secret = Path(self.folder, "secret")
        secret.write_text("secret")
        self.tcp = socket.create_server(("127.0.0.1", 0)) if _can_socket() else None
        self.unix = self.abstract = None
        if self.tcp:
            self.unix = socket.socket(socket.AF_UNIX)
            self.unix.bind(f"{self.folder}/socket")
            self.unix.listen()
            self.abstract = socket.socket(socket.AF_UNIX)
            self.abstract.bind(f"\0pkhost-{os.getpid()}")
            self.abstract.listen()
        # Inheritable, as a careless library would leave it.
        self.leaked = os.open(secret, os.O_RDONLY)
        os.set_inheritable(self.leaked, True)
        os.environ["PKHOST_TEST_SECRET"] = "secret"
        # A process of this user that may come to harm.
        self.sleeper = subprocess.Popen([f"{guests}/../hostile", "stand_by"])
        self.values = {
            "host": str(os.getpid()),
            "sleeper": str(self.sleeper.pid),
            "secret": str(secret),
            "port": str(self.tcp.getsockname()[1]) if self.tcp else "9",
            "socket": f"{self.folder}/socket",
            "abstract": f"@pkhost-{os.getpid()}",
        }


def _can_socket() -> bool:
    try:
        socket.socket(socket.AF_INET).close()
    except OSError:
        return False
    return True


def run_case(case: dict[str, Any], guests: str, profile: Profile | str) -> dict[str, Any]:
    guest = case["guest"] if "/" in case["guest"] else f"{guests}/{case['guest']}"
    token = f"token-{os.getpid()}-{threading.get_ident()}-{time.monotonic_ns()}"
    started = time.monotonic()
    try:
        result = run_program(
            [guest, *case["argv"], *([token] if case["argv"] else [])],
            profile=profile,
            limits=Limits(**{**DEFAULTS, **case["limits"]}),
            **case["options"],
        )
    except Exception as error:
        return {"raised": f"{type(error).__name__}: {error}"}
    elapsed = time.monotonic() - started
    return {
        "status": str(result.status),
        "exit_code": result.exit_code,
        "signal": result.signal,
        "stdout": result.stdout,
        "stderr": result.stderr,
        "error": str(result.error) if result.error else None,
        "usage": dataclasses.asdict(result.usage),
        "protections": result.protections,
        "truncated": result.truncated,
        "elapsed": elapsed,
        "survivors": survivors(token),
    }


def main() -> None:
    task = json.load(sys.stdin)
    if task["launcher"]:
        _launch._LAUNCHER = task["launcher"]
    guests: str = task["guests"]
    if task["uid"]:
        os.setgroups([])
        os.setresgid(task["uid"], task["uid"], task["uid"])
        os.setresuid(task["uid"], task["uid"], task["uid"])
    unguarded = ""
    if os.getuid() != 0:
        try:
            enter_user_limit()
        except Unguarded as error:
            unguarded = str(error)
    elif not task["guarded"]:
        unguarded = task["unguarded"]
    cases = [case for case in task["cases"] if not (unguarded and case["forks_without_end"])]
    surroundings = Surroundings(task["writable"])
    chosen = profile_of(task["profile"])
    if task["only"] is not None:
        chosen = Profile("only", frozenset(task["only"]))
    profile = chosen.without(*task["without"])
    offers = probe()
    outcomes: dict[str, Any] = {}
    before = (descriptors(), children(), threading.active_count())

    def one(case: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        filled = [argument.format(**surroundings.values) for argument in case["argv"]]
        return case["name"], run_case({**case, "argv": filled}, guests, profile)

    with ThreadPoolExecutor(task["threads"]) as pool:
        for name, outcome in pool.map(one, cases):
            outcomes[name] = outcome
    await_cleaners(before[1])
    after = (descriptors(), children(), threading.active_count())
    surroundings.sleeper.kill()
    surroundings.sleeper.wait()
    json.dump(
        {
            "outcomes": outcomes,
            "unguarded": unguarded,
            "probe": offers,
            "left": [
                sorted(after[0] - before[0]),
                sorted(set(after[1]) - set(before[1])),
                after[2] - before[2],
            ],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
