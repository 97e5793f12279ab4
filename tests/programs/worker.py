"""Runs cases in a process of its own, as another user if asked; JSON in, JSON out.

A process of its own, since giving up root cannot be taken back, and since the
host must be the same afterwards: its descriptors, children and threads are
compared before and after every case.
"""

from __future__ import annotations

import ctypes
import dataclasses
import errno
import json
import os
import select
import socket
import struct
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
            self.datagrams = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            self.datagrams.bind(f"{self.folder}/datagrams")
            # Whoever may not connect is to be refused for another reason than that.
            for name in ("socket", "datagrams"):
                Path(self.folder, name).chmod(0o777)
            Path(self.folder).chmod(0o755)
        # Inheritable, as a careless library would leave it.
        self.leaked = os.open(secret, os.O_RDONLY)
        os.set_inheritable(self.leaked, True)
        os.environ["PKHOST_TEST_SECRET"] = "secret"
        # A process of this user that may come to harm.
        self.sleeper = subprocess.Popen(
            [f"{guests}/../hostile", "stand_by"], start_new_session=True, stdout=subprocess.PIPE
        )
        assert self.sleeper.stdout is not None
        assert self.sleeper.stdout.readline() == b"ready\n"
        tasks = Path(f"/proc/{self.sleeper.pid}/task").iterdir()
        (other,) = {task.name for task in tasks} - {str(self.sleeper.pid)}
        # A thread of this process that lives as long.
        here = threading.Thread(target=threading.Event().wait, daemon=True)
        here.start()
        self.values = {
            "host": str(os.getpid()),
            "host_thread": str(here.native_id),
            "sleeper": str(self.sleeper.pid),
            "sleeper_thread": other,
            "datagrams": f"{self.folder}/datagrams",
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


def be_on_an_old_kernel() -> None:
    """Have no Landlock and no namespaces, as in a container on Linux 5.10."""
    machine, clone, unshare = {
        "x86_64": (0xC000003E, 56, 272),
        "aarch64": (0xC00000B7, 220, 97),
    }[os.uname().machine]
    load, equal, greater, at_least, any_of, answer = 0x20, 0x15, 0x25, 0x35, 0x45, 0x06
    refuse, allow = 0x50000, 0x7FFF0000
    program = [
        (load, 0, 0, 4),  # the machine
        (equal, 1, 0, machine),
        (answer, 0, 0, 0x80000000),
        (load, 0, 0, 0),  # the call
        (equal, 0, 1, unshare),
        (answer, 0, 0, refuse | errno.EPERM),
        (at_least, 0, 2, 444),  # landlock_create_ruleset
        (greater, 1, 0, 446),  # landlock_restrict_self
        (answer, 0, 0, refuse | errno.ENOSYS),
        (equal, 0, 3, clone),
        (load, 0, 0, 16),  # its flags
        (any_of, 0, 1, 0x7E020000),  # new namespaces
        (answer, 0, 0, refuse | errno.EPERM),
        (answer, 0, 0, allow),
    ]
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in program)
    text = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("HxxxxxxP", len(program), ctypes.addressof(text))
    libc = ctypes.CDLL(None)
    assert libc.prctl(38, 1, 0, 0, 0) == 0  # PR_SET_NO_NEW_PRIVS
    assert libc.prctl(22, 2, header, 0, 0) == 0  # PR_SET_SECCOMP


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
    if task["old_kernel"]:
        be_on_an_old_kernel()
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
    surroundings.sleeper.communicate()
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
