"""The host's side of a worker, in Python: real workers and lanes, without a zygote."""

from __future__ import annotations

import ctypes
import mmap
import os
import struct
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import pkhost
from building import places
from building.compile import toolchain
from isolation_helpers import CSRC, HERE, LANE

MEMORY = 16 << 20
RING = 128 << 10
LANE_WORDS = 4096
PATIENCE = 30.0

# enum message_type
RUN, GO_ON, REPLY, GIVE_INPUT, STOP, INSPECT = range(1, 7)
RESET, REBASE, TAKE_IMAGE, PUT_IMAGE, MEMORY_USED, FAIL_ALLOCATION, CHECK_REGION, END = range(7, 15)
OUTPUT, WANT_INPUT, CALL, PAUSED, ENDED, ANSWER = range(64, 70)
# enum lane_answer
DONE, TIMEOUT, SIGNALED, GONE, NONSENSE = range(5)
# enum lane_wish
INTERRUPT, PAUSE = 1, 2
# enum pkhost_answer, pkhost_status, pkhost_kind
OK, BUSY, NOT_PAUSED, NO_MEMORY, BAD_FILES, OTHER_VM = 0, 6, 8, 12, 15, 16
STATUS = ("OK", "ERROR", "STEPS", "MEMORY", "OUTPUT", "WALL_TIME", "CPU_TIME", "INTERRUPTED")
EXECUTE, EVALUATE, CALL_FUNCTION, SET, GET, EXPOSE = range(6)
UNLIMITED, UNSLICED = -1, -2

_RUN = struct.Struct("=QqQqqqqqqqQii9B7x5Q")
_ENDED = struct.Struct("=qqqqQQQqii4B4x7Q")


class Message(NamedTuple):
    type: int
    detail: int
    data: bytes


class Gone(Exception):
    """The worker has ended; the argument is its wait status."""


@dataclass
class End:
    """struct ended_message, and what came before it."""

    exit_code: int
    steps: int
    wall_time: int
    cpu_time: int
    peak_memory: int
    stdout_total: int
    stderr_total: int
    host_error: int
    status: str
    limit: int
    restored: bool
    exited: bool
    exit_said: bool
    value: bytes | None
    files: bytes
    refused: bytes
    error_type: str
    error_message: str
    traceback: bytes
    error_text: bytes
    stdout: bytes = b""
    stderr: bytes = b""
    messages: list[Message] = field(default_factory=list)


class _Head(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_uint32),
        ("detail", ctypes.c_int32),
        ("size", ctypes.c_uint64),
    )


@dataclass
class Worker:
    """One worker, and its lane."""

    library: ctypes.CDLL
    memory: mmap.mmap
    pid: int
    signal: int
    runs: int = 0

    def __post_init__(self) -> None:
        view = (ctypes.c_char * len(self.memory)).from_buffer(self.memory)
        self._view = view
        self.lane = ctypes.c_void_p(self.library.host_open(view, ctypes.c_size_t(RING)))

    def close(self) -> None:
        self.library.host_close(self.lane)
        del self._view
        self.memory.close()

    def wait_until_ready(self) -> None:
        end = time.monotonic() + PATIENCE
        while True:
            seen = self.library.host_bell(self.lane)
            if self.library.host_ended(self.lane):
                raise Gone(self.library.host_ended(self.lane) - (1 << 16))
            if self.library.host_state(self.lane):
                return
            assert time.monotonic() < end, "the worker was not ready in time"
            self.library.host_wait(self.lane, seen, ctypes.c_int64(10_000_000))

    def send(self, kind: int, data: bytes = b"", detail: int = 0) -> None:
        assert self.library.host_write(self.lane, kind, detail, data, len(data)) == DONE

    def receive(self, timeout: float = PATIENCE) -> Message:
        head = _Head()
        end = time.monotonic() + timeout
        while True:
            left = ctypes.c_int64(int((end - time.monotonic()) * 1e9))
            answer = self.library.host_read_head(
                self.lane, ctypes.byref(head), left, ctypes.c_int64(0)
            )
            if answer == DONE:
                break
            if answer == GONE:
                raise Gone(self.library.host_ended(self.lane) - (1 << 16))
            assert answer == SIGNALED, f"the worker said nothing: {answer}"
            assert time.monotonic() < end, "the worker said nothing"
        data = ctypes.create_string_buffer(max(head.size, 1))
        assert self.library.host_read(self.lane, data, ctypes.c_size_t(head.size)) == DONE
        return Message(head.type, head.detail, data.raw[: head.size])

    def wish(self, wishes: int, run: int | None = None) -> None:
        """As the host and the zygote together."""
        number = self.runs if run is None else run
        self.library.host_wish(self.lane, ctypes.c_uint64(number), ctypes.c_uint64(wishes))
        os.kill(self.pid, self.signal)

    def start(self, source: str | bytes, **settings: Any) -> None:
        self.runs += 1
        self.send(RUN, run_message(self.runs, source, **settings))

    def finish(self, functions: Mapping[int, Any] | None = None) -> End:
        """Read until the run has ended, and answer calls."""
        streams: dict[int, list[bytes]] = {1: [], 2: []}
        messages: list[Message] = []
        while True:
            message = self.receive()
            messages.append(message)
            if message.type == OUTPUT:
                streams[message.detail].append(message.data)
            elif message.type == CALL and functions is not None:
                self.send(REPLY, functions[message.detail](message.data))
            elif message.type == ENDED:
                end = ended(message.data)
                end.stdout, end.stderr = (b"".join(streams[n]) for n in (1, 2))
                end.messages = messages
                return end
            else:
                raise AssertionError(f"the worker said {message}")

    def run(self, source: str | bytes, **settings: Any) -> End:
        self.start(source, **settings)
        return self.finish()

    def ask(self, kind: int, data: bytes = b"", detail: int = 0) -> Message:
        self.send(kind, data, detail)
        answer = self.receive()
        assert answer.type == ANSWER
        return answer


def run_message(
    run: int,
    source: str | bytes,
    *,
    filename: str = "main.py",
    payload: bytes = b"",
    stdin: bytes = b"",
    files: bytes = b"",
    steps: int = UNLIMITED,
    memory: int = MEMORY,
    stdout_limit: int = UNLIMITED,
    stderr_limit: int = UNLIMITED,
    wall_time: int = UNLIMITED,
    cpu_time: int = UNLIMITED,
    slice: int = UNSLICED,
    seed: int = 0,
    start_time: int = 0,
    files_quota: int = 1 << 20,
    kind: int = EXECUTE,
    recursion: int = 200,
    input_on_demand: bool = False,
    deterministic: bool = False,
    want_value: bool = False,
    interactive: bool = False,
    spare_host_time: bool = False,
    has_importer: bool = False,
    has_functions: bool = True,
    reset_after: bool = False,
    stream_output: bool = False,
) -> bytes:
    texts = [
        source.encode() if isinstance(source, str) else source,
        filename.encode(),
        payload,
        stdin,
        files,
    ]
    numbers = (steps, memory, stdout_limit, stderr_limit, wall_time, cpu_time)
    flags = (input_on_demand, deterministic, want_value, interactive, spare_host_time)
    more = (has_importer, has_functions, reset_after, stream_output)
    return _RUN.pack(
        run,
        *numbers,
        *(slice, seed, start_time, files_quota, kind, recursion),
        *flags,
        *more,
        *map(len, texts),
    ) + b"".join(texts)


def ended(data: bytes) -> End:
    fields = list(_ENDED.unpack_from(data))
    sizes = fields[-7:]
    texts, at = [], _ENDED.size
    for size in sizes:
        texts.append(data[at : at + size])
        at += size
    assert at == len(data)
    has_value = fields[13]
    return End(
        *fields[:8],
        STATUS[fields[8]] if fields[8] < len(STATUS) else "CRASHED",
        fields[9],
        *map(bool, fields[10:13]),
        texts[0] if has_value else None,
        *texts[1:3],
        *(text.decode(errors="replace") for text in texts[3:5]),
        *texts[5:7],
    )


def objects(*folders: Path) -> list[str]:
    """What the build made of the sources in some folders."""
    work = places.build_folder() / "work"
    sources = [file for folder in folders for file in sorted(folder.rglob("*.c"))]
    python = places.ENGINE / "border" / "direct_calls.c"
    made = [(work / file.relative_to(CSRC)).with_suffix(".o") for file in sources if file != python]
    return list(map(str, made))


def call(*command: str | Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def build(folder: Path) -> tuple[Path, ctypes.CDLL]:
    """The program that makes workers, and the host's side of lanes."""
    work = places.build_folder() / "work"
    package = Path(pkhost.__file__).parent  # whose module archive is compiled
    program, library = folder / "serve_process", folder / "lane_of_host.so"
    # Of an archive the linker takes what is needed: not the zygote, which has a start of its own.
    archive = folder / "worker.a"
    call("ar", "rcs", archive, *objects(places.WORKER, places.CONFINE))
    common = [*toolchain.compiler(), "-std=c11", "-O1", "-g", "-Wall", "-Wextra", "-pthread"]
    common += [f"-I{CSRC}", f"-I{places.ENGINE}"]
    call(
        *(*common, "-fPIE", HERE / "serve_process.c", *objects(places.ENGINE, places.CHANNEL)),
        *(work / "generated" / name for name in ("refusals.o", "library_sources.o", "identity.o")),
        work / "zlib.o",
        *(archive, work / places.CAPSULE_NAME, package / places.ARCHIVE_NAME),
        f"-Wl,-rpath,{package}",
        *("-pie", "-rdynamic", "-Wl,--allow-shlib-undefined", *toolchain.sanitizers()),
        *("-lm", "-o", program),
    )
    sources = (HERE / "lane_of_host.c", *LANE)
    call(*common, "-fPIC", "-shared", *sources, "-o", library)
    loaded = ctypes.CDLL(str(library))
    loaded.host_open.restype = ctypes.c_void_p
    loaded.host_bell.restype = loaded.host_state.restype = ctypes.c_uint32
    loaded.host_ended.restype = ctypes.c_uint32
    return program, loaded


@contextmanager
def workers(
    built: tuple[Path, ctypes.CDLL],
    count: int = 1,
    *,
    memory: int = MEMORY,
) -> Iterator[list[Worker]]:
    """Forks of one VM."""
    program, library = built
    lanes = [os.memfd_create("lane") for _ in range(count)]
    for lane in lanes:
        os.ftruncate(lane, LANE_WORDS + 2 * RING)
    process = subprocess.Popen(
        [program, str(memory), str(RING), *map(str, lanes)],
        pass_fds=lanes,
        stdout=subprocess.PIPE,
        text=True,
    )
    made: list[Worker] = []
    try:
        assert process.stdout is not None
        number, *pids = map(int, process.stdout.readline().split())
        assert len(pids) == count
        for lane, pid in zip(lanes, pids, strict=True):
            made.append(Worker(library, mmap.mmap(lane, LANE_WORDS + 2 * RING), pid, number))
        for worker in made:
            worker.wait_until_ready()
        yield made
    finally:
        process.kill()  # and so its workers
        process.wait()
        process.stdout.close()
        for worker in made:
            worker.close()
        for lane in lanes:
            os.close(lane)
