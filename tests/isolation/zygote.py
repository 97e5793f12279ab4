"""The zygote of isolated scripts, spoken to directly as csrc/channel/control.h has it.

The host's real side is csrc/client.  This one is for tests of the zygote alone: it does what it is
told, and waits for events, never for time.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import mmap
import os
import platform
import select
import socket
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pkhost

WORKER = Path(pkhost.__file__).parent / "_worker"
PACKAGE = WORKER.parent.parent
CONTROL_FD = 3
MAKE, SIGNAL, KILL, LIMIT, IMAGE, FORGET_IMAGE, HOST, EXPECT, FAULT = range(1, 10)
GREETING_MAGIC = 0x7A6B70
LANE_ENDED = 1 << 16
LANE_READY = 1
MESSAGE_END = 14
PROTECTIONS = (
    "no-new-privs", "unprivileged", "landlock", "landlock-network", "landlock-scope", "seccomp",
    "pid-namespace", "mount-namespace", "ipc-namespace", "uts-namespace", "network-namespace",
)  # fmt: skip
STEPS = ("none", "start", "engine", "fork", "namespaces", "lock-in")
DEADLINE = 20.0
"""Seconds in which everything here is over, on any machine; nothing waits for it to pass."""

_GREETING = struct.Struct("=IIQiI11i200s4x")
_MAKE = struct.Struct("=IIQQQQQQiII")
_MAKE_FILLING = bytes(-_MAKE.size % 8)  # a struct's size is a multiple of 8; behind the policy
_MADE = struct.Struct("=Qi200sI")
_TO_WORKER = struct.Struct("=IIQQ")
_CREDENTIALS = struct.Struct("=iII")

# struct lane_words of csrc/channel/lane.h
_TO_WORKER_WRITTEN, _WORKER_BELL, _STATE, _ENDED = 0, 256, 384, 512
_LANE_WORDS = 4096


def until(condition: Callable[[], bool], what: str) -> None:
    """Look again until something that no event tells of is so."""
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, f"{what}: not in {DEADLINE} s"
        time.sleep(0.0005)


@dataclass(frozen=True)
class Failure(Exception):
    """A greeting or an answer that says why there is nothing."""

    step: str
    error: int
    message: str


@dataclass(frozen=True)
class Greeting:
    """What the zygote says of itself."""

    on: frozenset[str]
    errors: dict[str, int]
    build: int


class Worker:
    """A worker: its number and its lane."""

    def __init__(self, host: Host, number: int, lane: mmap.mmap) -> None:
        self.host = host
        self.number = number
        self.lane = lane

    def _word(self, at: int) -> int:
        return int(struct.unpack_from("=I", self.lane, at)[0])

    def ready(self) -> bool:
        """Whether it waits for messages."""
        return self._word(_STATE) == LANE_READY

    def status(self) -> int | None:
        """Its wait status, if it has ended."""
        ended = self._word(_ENDED)
        return ended & 0xFFFF if ended & LANE_ENDED else None

    def wait_ready(self) -> Worker:
        """Wait until it is ready; fail if it ends."""
        until(lambda: self.ready() or self.status() is not None, "a worker that is ready")
        assert self.ready(), f"it has ended with status {self.status()}"
        return self

    def wait_ended(self) -> int:
        """Wait until it has ended: its wait status."""
        until(lambda: self.status() is not None, "the end of a worker")
        status = self.status()
        assert status is not None
        return status

    def kill(self) -> None:
        """Have it killed."""
        self.host.tell(KILL, self.number)

    def end(self) -> None:
        """Tell it to end by itself, as the host's side of a lane that has said nothing yet."""
        struct.pack_into("=IiQ", self.lane, _LANE_WORDS, MESSAGE_END, 0, 0)
        struct.pack_into("=Q", self.lane, _TO_WORKER_WRITTEN, 16)
        struct.pack_into("=I", self.lane, _WORKER_BELL, 1)
        _wake(self.lane, _WORKER_BELL)


def _wake(lane: mmap.mmap, at: int) -> None:
    """Wake who sleeps on a word of a lane: futex(2)."""
    number = {"x86_64": 202, "aarch64": 98}[platform.machine()]
    word = ctypes.addressof(ctypes.c_uint32.from_buffer(lane, at))
    ctypes.CDLL(None).syscall(number, ctypes.c_void_p(word), 1, 1 << 30, None, None, 0)


@dataclass
class Host:
    """One host's end of a socket to the zygote."""

    socket: socket.socket
    last: int = field(default=0)

    def tell(self, kind: int, worker: int = 0, value: int = 0, resource: int = 0,
             descriptor: int | None = None) -> None:  # fmt: skip
        """Send a ``struct to_worker``."""
        message = _TO_WORKER.pack(kind, resource, worker, value)
        if descriptor is None:
            self.socket.send(message)
        else:
            socket.send_fds(self.socket, [message], [descriptor])

    def ask(self, *, memory: int = 64 << 20, policy: bytes = b"*\0", image: int = 0,
            reserve: int = 256 << 20, cpu_time: int = 0, fault: int = 0,
            lanes: int = 1, killed: int = 0) -> int:  # fmt: skip
        """Ask for a worker, perhaps in the place of another one: its number."""
        self.last += 1
        numbers = (self.last, image, killed, memory, reserve, cpu_time)
        head = _MAKE.pack(MAKE, lanes, *numbers, 0, len(policy), fault)
        self.socket.send(head + policy + _MAKE_FILLING)
        return self.last

    def expect(self, memory: int, policy: bytes) -> None:
        """Say which kind will be asked for."""
        head = _MAKE.pack(EXPECT, 0, 0, 0, 0, memory, 0, 0, 0, len(policy), 0)
        self.socket.send(head + policy + _MAKE_FILLING)

    def made(self) -> Worker:
        """Take the next answer; raise :class:`Failure` if there is no worker."""
        data, descriptors, _, _ = socket.recv_fds(self.socket, 4096, 4)
        assert data, "the zygote has ended"
        number, error, message, step = _MADE.unpack(data)
        if step or error:
            assert not descriptors
            raise Failure(STEPS[step], error, _text(message))
        (lane,) = descriptors
        try:
            return Worker(self, number, mmap.mmap(lane, 0))
        finally:
            os.close(lane)

    def make(self, **asked: object) -> Worker:
        """Ask for a worker, and take it."""
        number = self.ask(**asked)  # type: ignore[arg-type]
        worker = self.made()
        assert worker.number == number
        return worker

    def wait_until_heard(self) -> None:
        """Wait until the zygote has done all that it was told: by a request that cannot be."""
        self.ask(lanes=0)
        try:
            self.made()
        except Failure as failure:
            assert failure.error == errno.EINVAL
        else:
            raise AssertionError("a worker without a lane")

    def send_image(self, number: int, image: bytes) -> None:
        """Give the zygote an image: a number of the caller's for workers to begin with."""
        file = os.memfd_create("image", os.MFD_ALLOW_SEALING)
        try:
            os.write(file, image)
            self.tell(IMAGE, number, descriptor=file)
        finally:
            os.close(file)

    def another(self) -> Host:
        """Make another host of the same zygote."""
        ours, theirs = _sockets()
        with theirs:
            self.tell(HOST, descriptor=theirs.fileno())
        return Host(ours, self.last + 1_000_000)

    def close(self) -> None:
        """Be gone."""
        self.socket.close()

    def ended(self) -> bool:
        """Whether the zygote has ended."""
        readable, _, _ = select.select([self.socket], [], [], DEADLINE)
        assert readable, "the zygote neither speaks nor ends"
        try:
            return self.socket.recv(4096, socket.MSG_PEEK) == b""
        except ConnectionResetError:
            return True


class Zygote(Host):
    """A zygote, and its first host."""

    greeting: Greeting
    pid: int

    def __init__(self, fault: int = 0, expected: tuple[int, bytes] | None = None) -> None:
        ours, theirs = _sockets()
        super().__init__(ours)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        if fault:
            self.tell(FAULT, value=fault)
        if expected is not None:
            self.expect(*expected)
        with theirs:
            first = os.posix_spawn(
                WORKER, ["pkhost-worker"], {},
                file_actions=[(os.POSIX_SPAWN_DUP2, theirs.fileno(), CONTROL_FD)],
            )  # fmt: skip
        _, status = os.waitpid(first, 0)
        self.exit_code = os.waitstatus_to_exitcode(status)
        data, ancillary, _, _ = ours.recvmsg(4096, socket.CMSG_SPACE(_CREDENTIALS.size))
        assert data, "no greeting"
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 0)
        ((_, _, credentials),) = ancillary
        self.pid, _, _ = _CREDENTIALS.unpack(credentials)
        self.process = -1
        with contextlib.suppress(ProcessLookupError):  # one that has failed may be gone
            self.process = os.pidfd_open(self.pid)
        magic, step, build, error, on, *rest = _GREETING.unpack(data)
        assert magic == GREETING_MAGIC
        errors, message = rest[:-1], _text(rest[-1])
        if step:
            self.__exit__()
            raise Failure(STEPS[step], error, message)
        self.greeting = Greeting(
            frozenset(name for bit, name in enumerate(PROTECTIONS) if on >> bit & 1),
            dict(zip(PROTECTIONS, errors, strict=True)),
            build,
        )

    def children(self) -> list[int]:
        """Its workers' process ids, as seen from here."""
        found: list[int] = []
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            found += map(int, (task / "children").read_text().split())
        return found

    def wait_exit(self) -> None:
        """Wait until the process is no more."""
        if self.process >= 0:
            readable, _, _ = select.select([self.process], [], [], DEADLINE)
            assert readable, "the zygote does not end"

    def __exit__(self, *_: object) -> None:
        self.close()
        self.wait_exit()
        if self.process >= 0:
            os.close(self.process)

    def __enter__(self) -> Zygote:
        return self


def gone(pid: int) -> bool:
    """Whether there is no such process, or only what is left for its parent to reap."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def _sockets() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def _text(data: bytes) -> str:
    return data.split(b"\0", 1)[0].decode()
