"""The border to the C engine: the only module that touches ``ffi`` and ``lib``.

Everything that crosses has a type of Python's (see ``_engine_types.py``), every
code of the engine's is mapped here, and no C object leaves.  The engine itself is
described in ``csrc/engine/pkhost.h``.
"""

from __future__ import annotations

import atexit
import functools
import itertools
import os
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Any, get_args

from ._engine_types import Answers, Event, Job, Kind
from ._files import unpack_files
from ._hints import script_hint
from ._ownership import Keeper, interpreter
from .errors import EngineError, InvalidLimit, VMBusyError, VMClosedError
from .limits import LimitName, Limits
from .results import ErrorInfo, ScriptResult, TracebackEntry
from .status import Status
from .usage import Usage

__all__ = [
    "NativeSnapshot",
    "NativeVM",
    "NativeWakeup",
    "is_plain",
    "memory_bounds",
    "pocketpy_version",
    "worker_count",
]


(
    _BUSY,
    _NOT_RUNNING,
    _NOT_PAUSED,
    _NO_THREAD,
    _TOO_LARGE,
    _CLOSED,
    _NO_MEMORY,
    _NO_TIMERS,
    _ENDING,
    _BAD_FILES,
    _OTHER_VM,
) = range(6, 17)
_EVENTS = {event.value: event for event in Event}
# In the order of enum pkhost_status.
_STATUSES = (
    Status.OK,
    Status.ERROR,
    Status.STEPS,
    Status.MEMORY,
    Status.OUTPUT,
    Status.WALL_TIME,
    Status.CPU_TIME,
    Status.INTERRUPTED,
    Status.CRASHED,
)

# By enum pkhost_limit, once the engine is loaded.
_limit_names: dict[int, LimitName] = {}

_NONE = b"\xc0"  # None, as MessagePack has it

_refused = {
    _BUSY: (
        VMBusyError,
        "this VM is running a script; wait for it, interrupt it, or use another VM",
    ),
    _CLOSED: (VMClosedError, "this VM is closed; make a new one"),
    _NO_THREAD: (
        EngineError,
        "the system refused a thread for the script; lower the number of running scripts, or "
        "raise the limits on processes (ulimit -u) and address space (ulimit -v)",
    ),
    _NO_MEMORY: (
        EngineError,
        "the host has no memory left for this; free some, or raise the limit on address space "
        "(ulimit -v)",
    ),
    _ENDING: (EngineError, "this process is ending, so that no script can begin"),
    _NO_TIMERS: (
        EngineError,
        "the system refused the timers that limits on time need; raise the limit on pending "
        "signals (ulimit -i)",
    ),
}

_engine: Any = None


def _load() -> Any:
    """Load the engine on first use: importing pkhost must cost nothing.

    Two threads may do so at a time, and one of them in vain.
    """
    global _engine
    if _engine is None:
        if interpreter() != 0:
            raise EngineError(
                "scripts run in the main interpreter of a process only, as the engine's threads "
                "can call no functions of a subinterpreter; use pkhost there, or start a process "
                "(multiprocessing) in place of the subinterpreter"
            )
        try:
            from . import _engine as engine  # type: ignore[attr-defined]  # C, without a stub
        except OSError as error:
            raise EngineError(
                f"the script engine cannot be loaded: {error}; close files, or raise the limit "
                "on them (ulimit -n)"
            ) from error
        except ImportError as error:
            raise EngineError(
                f"the script engine cannot be loaded: {error}. "
                "In a source tree run `scripts/pkhost --version`, which builds it; "
                "otherwise reinstall pkhost."
            ) from error
        # Threads inside the engine must be gone before the interpreter is.
        atexit.unregister(engine.lib.pkhost_shutdown)
        atexit.register(engine.lib.pkhost_shutdown)
        engine.ffi.def_extern(name="pkhost_host", error=-2)(_answer_engine)
        for name in get_args(LimitName):
            code = getattr(engine.lib, f"PKHOST_LIMIT_{name.upper()}", None)
            if code is not None:  # programs have more limits
                _limit_names[code] = name
        _engine = engine
    return _engine


def _owner(ffi: Any, kind: str, free: Any) -> Keeper[Any]:
    """A variable for what C makes, which is ended with it, without a step of Python's.

    So it is there before there is anything that Ctrl-C could lose.  The garbage collector
    does not see it: of a VM and a coroutine that nobody has any more it might free the VM
    first, and the coroutine stops its script after that.
    """
    return Keeper(ffi.gc(ffi.new(kind), free))


# Whom the engine's questions are for.
_tokens = itertools.count(1)
_answerers: weakref.WeakValueDictionary[int, NativeVM] = weakref.WeakValueDictionary()


def _answer_engine(token: int, function: int, data: Any, size: int, reply: Any, room: int) -> int:
    """Implements pkhost_host(): called on a worker of the engine's."""
    native = _answerers.get(token)
    if native is None or native.answers is None:
        return -2
    _be_traced()
    answer = native.answers.answer(function, native._ffi.unpack(data, size))
    if answer is None:
        return -2
    if len(answer) > room:
        native._lib.pkhost_vm_reply(native._vm, answer, len(answer))
        return -1
    native._ffi.memmove(reply, answer, len(answer))
    return len(answer)


def _be_traced() -> None:
    """Let coverage, profilers and debuggers see the host's functions on this thread.

    They ask :mod:`threading` to be installed on every thread that it starts,
    and the engine's threads are not started by it.  A thread's first call
    comes by here (see direct calls in pkhost.h), and what is installed stays.
    """
    trace, profile = threading.gettrace(), threading.getprofile()
    if trace is not None and sys.gettrace() is None:
        sys.settrace(trace)
    if profile is not None and sys.getprofile() is None:
        sys.setprofile(profile)


def pocketpy_version() -> str:
    """The version of PocketPy that the engine runs."""
    engine = _load()
    return str(engine.ffi.string(engine.lib.pkhost_pocketpy_version()).decode())


def memory_bounds() -> tuple[int, int]:
    """The least and the most bytes of memory that a VM can be made with."""
    lib = _load().lib
    return int(lib.pkhost_least_memory()), int(lib.pkhost_most_memory())


def worker_count() -> int:
    """How many worker threads the engine has at the moment."""
    return int(_load().lib.pkhost_worker_count())


def _nanoseconds(seconds: float | None) -> int:
    return -1 if seconds is None else max(1, int(seconds * 1e9))


def is_plain(packed: bytes, levels: int) -> bool:
    """Whether what was packed holds no integer beyond 64 bits and no NaN, and is
    nested to no more than so many levels."""
    engine = _load()
    data = engine.ffi.from_buffer(packed)
    return bool(engine.lib.pkhost_packed_is_plain(data, len(packed), levels))


class NativeVM:
    """Owns one VM of the engine, which goes when the last reference does.

    A run under way keeps no reference: when its owners are gone it is
    interrupted, and the engine frees the VM when it has ended.
    """

    # Let go of in the order of their names, so the VM before what it calls directly.
    __slots__ = (
        "__weakref__",
        "_a_vm",
        "_direct_calls",
        "_ffi",
        "_filename",
        "_lib",
        "_limits",
        "_manner",
        "_request",
        "_vm",
        "answers",
    )

    def __init__(self, memory: int, policy: bytes) -> None:
        """Make a VM of ``memory`` bytes; ``policy`` as pkhost_vm_new wants it.

        Raises ``ValueError`` for a size that no VM has, ``EngineError`` if it is
        not possible for another reason.
        """
        engine = _load()
        self._ffi, self._lib = ffi, lib = engine.ffi, engine.lib
        message = ffi.new("char[256]")
        self._a_vm = _owner(ffi, "pkhost_vm **", lib.pkhost_vm_free)
        owner = self._a_vm.thing
        lib.pkhost_vm_new(owner, memory, policy, len(policy), message, len(message))
        if owner[0] == ffi.NULL:
            reason = ffi.string(message).decode("utf-8", "replace")
            least, most = memory_bounds()
            if least <= memory <= most:
                raise EngineError(reason)
            raise InvalidLimit("memory", reason)
        self._vm = owner[0]
        self._request = ffi.new("pkhost_request *")
        self._limits: Limits | None = None
        self._manner: tuple[Any, ...] = ()
        self._filename: tuple[str, Any] | None = None
        self.answers: Answers | None = None
        self._direct_calls: tuple[Any, ...] = ()

    def attach(self, answers: Answers) -> None:
        """Let scripts ask the host."""
        if self.answers is answers:
            return
        lib, vm = self._lib, self._vm
        answers.is_asked_here = functools.partial(lib.pkhost_vm_is_here, vm)
        self._request.token = token = next(_tokens)
        _answerers[token] = self
        self._direct_calls = answers.direct, answers.gave, answers.raised
        lib.pkhost_vm_direct_calls(vm, *map(id, self._direct_calls))
        self.answers = answers  # the last step: what is begun only is begun again

    def _fill(self, job: Job) -> tuple[Any, ...]:
        """Fill the request; returns what has to live until the engine has copied it."""
        request, from_buffer, limits = self._request, self._ffi.from_buffer, job.limits
        # What is remembered of the last run is forgotten while it is written over:
        # Ctrl-C may end this anywhere.
        if limits is not self._limits:
            self._limits = None
            request.steps = -1 if limits.steps is None else limits.steps
            request.memory = limits.memory
            request.stdout_limit = -1 if limits.stdout is None else limits.stdout
            request.stderr_limit = -1 if limits.stderr is None else limits.stderr
            request.wall_time = _nanoseconds(limits.wall_time)
            request.cpu_time = _nanoseconds(limits.cpu_time)
            request.recursion = limits.recursion
            self._limits = limits
        if self._filename is None or self._filename[0] != job.filename:
            name = job.filename.encode("utf-8", "replace").replace(b"\0", b"?")
            self._filename = job.filename, self._ffi.new("char[]", name)
        request.filename = self._filename[1]
        request.source = source = from_buffer(job.source)
        request.source_size = len(job.source)
        request.payload = payload = from_buffer(job.payload)
        request.payload_size = len(job.payload)
        request.input = stdin = from_buffer(job.stdin)
        request.input_size = len(job.stdin)
        request.files = files = from_buffer(job.files)
        request.files_size = len(job.files)
        request.files_quota = job.files_quota
        # Most runs are like the last.
        manner = (
            job.kind,
            job.input_on_demand,
            job.stream_output,
            job.want_value,
            job.interactive,
            job.spare_host_time,
            job.has_importer,
            job.deterministic,
            job.reset_after,
            job.slice,
        )
        if manner != self._manner:
            self._manner = ()
            (
                request.kind,
                request.input_on_demand,
                request.stream_output,
                request.want_value,
                request.interactive,
                request.spare_host_time,
                request.has_importer,
                request.deterministic,
                request.reset_after,
                request.slice,
            ) = manner
            self._manner = manner
        if job.deterministic:
            request.seed = job.seed
            request.start_time = job.start_time
        request.wakeup = self._ffi.NULL if job.wakeup is None else job.wakeup._wakeup
        request.wakeup_tag = job.wakeup_tag
        return source, payload, stdin, files

    def _answer(self, code: int) -> Event:
        event = _EVENTS.get(code)
        if event is not None:
            return event
        if code in _refused:
            kind, message = _refused[code]
            raise kind(message)
        if code == _TOO_LARGE:
            assert self._limits is not None
            raise InvalidLimit(
                "memory",
                f"{self._limits.memory} bytes for this run are more than the VM was made with; "
                "make the VM with larger limits",
            )
        raise EngineError(f"the engine gave an unknown answer: {code}")

    def start(self, job: Job) -> None:
        """Begin a run.  One caller at a time; the arguments are copied."""
        keep = self._fill(job)
        self._answer(self._lib.pkhost_vm_start(self._vm, self._request))
        del keep

    def run(self, job: Job) -> Event:
        """Begin a run and wait for its first event, in one crossing."""
        keep = self._fill(job)
        event = self._answer(self._lib.pkhost_vm_run(self._vm, self._request))
        del keep
        return event

    def wait(self, timeout: float | None = None) -> Event:
        """Wait for the next event, at most ``timeout`` seconds; without the GIL."""
        nanoseconds = -1 if timeout is None else max(0, int(timeout * 1e9))
        return self._answer(self._lib.pkhost_vm_wait(self._vm, nanoseconds))

    def wait_resumed(self, timeout: float | None = None) -> None:
        """Wait, at most ``timeout`` seconds, until a paused run goes on; may come back
        before, for signals to be seen to."""
        nanoseconds = -1 if timeout is None else max(0, int(timeout * 1e9))
        self._lib.pkhost_vm_wait_resumed(self._vm, nanoseconds)

    def close(self) -> None:
        """Let no more runs begin."""
        self._lib.pkhost_vm_close(self._vm)

    def running(self) -> bool:
        """Whether a run is under way."""
        return bool(self._lib.pkhost_vm_running(self._vm))

    def stopping(self) -> bool:
        """Whether a run is under way that has been told to stop."""
        return bool(self._lib.pkhost_vm_stopping(self._vm))

    def leave_wakeup(self) -> None:
        """Notify the wakeup no more: after a run whose job names one."""
        self._lib.pkhost_vm_leave_wakeup(self._vm)

    def interrupt(self) -> bool:
        """Ask the run to stop; whether there was one.  From any thread."""
        return bool(self._lib.pkhost_vm_interrupt(self._vm))

    def halt(self) -> bool:
        """Interrupt the run and wait for its end, whatever signals come; ``False`` if it
        has not ended within a tenth of a second."""
        return bool(self._lib.pkhost_vm_halt(self._vm))

    def pause(self) -> bool:
        """Ask the run to pause; whether there is one that can.  From any thread."""
        return bool(self._lib.pkhost_vm_pause(self._vm))

    def paused(self) -> bool:
        """Whether the run is paused."""
        return bool(self._lib.pkhost_vm_paused(self._vm))

    def go_on(self, steps: int, by_line: bool = False) -> bool:
        """Let a paused run go on; ``False`` if it is over, or not paused."""
        code = self._lib.pkhost_vm_go_on(self._vm, steps, by_line)
        if code in (_NOT_RUNNING, _NOT_PAUSED):
            return False
        self._answer(code)
        return True

    def inspect(self) -> tuple[tuple[TracebackEntry, ...], bytes] | None:
        """Where a paused run is, and its variables there, packed; ``None`` if not paused."""
        owner = _owner(self._ffi, "pkhost_view **", self._lib.pkhost_view_free)
        self._lib.pkhost_vm_inspect(owner.thing, self._vm)
        view = owner.thing[0]
        if view == self._ffi.NULL:
            return None
        packed = self._ffi.buffer(view.variables, view.variables_size)[:]
        return _entries(self._text(view.traceback, view.traceback_size)), packed

    def take_output(self, stream: int, size: int = 65536) -> bytes:
        """Take up to ``size`` bytes of what was written to stream 1 or 2."""
        buffer = self._ffi.new("char[]", size)
        taken = self._lib.pkhost_vm_take_output(self._vm, stream, buffer, size)
        return bytes(self._ffi.buffer(buffer, taken))

    def give_input(self, data: bytes) -> None:
        """Give a waiting script more to read; nothing is the end of input."""
        self._lib.pkhost_vm_give_input(self._vm, data, len(data))

    def reset(self) -> None:
        """Put the VM back to what it was when new."""
        self._answer(self._lib.pkhost_vm_reset(self._vm))

    def rebase(self) -> None:
        """Take the VM as it is now for what it is when new."""
        self._answer(self._lib.pkhost_vm_rebase(self._vm))

    def restores(self) -> int:
        """How often the VM was put back to what it was when new."""
        return int(self._lib.pkhost_vm_restores(self._vm))

    def snapshot(self) -> NativeSnapshot:
        """A copy of the VM as it is now; ``EngineError`` if memory is short."""
        return NativeSnapshot(self)

    def restore(self, snapshot: NativeSnapshot) -> None:
        """Put the VM back to what it was; ``ValueError`` for another VM's snapshot."""
        code = self._lib.pkhost_snapshot_restore(snapshot._snapshot.thing[0], self._vm)
        if code == _OTHER_VM:
            raise ValueError("this snapshot was taken of another VM")
        self._answer(code)

    def memory_in_use(self) -> int:
        """Bytes of the region in use."""
        return int(self._lib.pkhost_vm_memory(self._vm))

    def fail_allocation(self, countdown: int) -> None:
        """For tests: let one coming request for memory fail."""
        self._lib.pkhost_vm_fail_allocation(self._vm, countdown)

    def check_region(self) -> str | None:
        """For tests: check the region's bookkeeping; what is wrong, or ``None``."""
        wrong = self._lib.pkhost_vm_check_region(self._vm)
        return None if wrong == self._ffi.NULL else str(self._ffi.string(wrong).decode())

    def _error(self, o: Any, status: Status) -> ErrorInfo:
        """Why the run did not end well, of an outcome that says so."""
        kind = self._text(o.error_type, o.error_type_size)
        limit = _limit_names.get(o.limit)
        refused = self._text(o.refused, o.refused_size) or None
        return ErrorInfo(
            kind,
            self._text(o.error_message, o.error_message_size),
            _entries(self._text(o.traceback, o.traceback_size)),
            limit=limit,
            stream=limit if limit in ("stdout", "stderr") else None,
            refused=refused,
            hint=script_hint(status, kind, limit, refused),
        )

    def _text(self, data: Any, size: int) -> str:
        return str(self._ffi.buffer(data, size)[:].decode("utf-8", "replace")) if size else ""

    def result(
        self,
        stdout: str = "",
        stderr: str = "",
        unpack: Callable[[bytes], Any] | None = None,
        host_error: Callable[[int], Exception | None] | None = None,
    ) -> ScriptResult:
        """The result of the run that has ended, after output that was taken before.

        ``unpack`` is given the value that the run gave; ``host_error`` the
        number of the host's exception that ended it.
        """
        o = self._lib.pkhost_vm_outcome(self._vm)
        status = _STATUSES[o.status]
        error = host_exception = value = None
        if status is not Status.OK:
            error = self._error(o, status)
            if o.host_error and host_error is not None:
                host_exception = host_error(o.host_error)
        elif o.has_value and unpack is not None:
            packed = self._ffi.buffer(o.value, o.value_size)[:]
            if packed != _NONE:
                try:
                    value = unpack(packed)
                except ValueError as refused:
                    # As for other values that cannot leave the VM: see ScriptResult.value.
                    if self._request.kind != Kind.EXECUTE:
                        status, error = Status.ERROR, ErrorInfo("ValueError", str(refused))
        steps = o.steps
        files = None
        if o.files_size:
            files = unpack_files(self._ffi.buffer(o.files, o.files_size)[:])
        return ScriptResult(
            status=status,
            stdout=stdout + self._text(o.stdout_data, o.stdout_size),
            stderr=stderr + self._text(o.stderr_data, o.stderr_size),
            error=error,
            usage=Usage(
                wall_time=o.wall_time / 1e9,
                cpu_time=o.cpu_time / 1e9,
                peak_memory=o.peak_memory,
                stdout_bytes=o.stdout_total,
                stderr_bytes=o.stderr_total,
                steps=None if steps < 0 else steps,
            ),
            restored=o.restored,
            value=value,
            host_exception=host_exception,
            exit_code=o.exit_code if o.exited else None,
            files=files or {},
        )


class NativeSnapshot:
    """Owns a copy of a VM."""

    __slots__ = ("_snapshot", "size")

    def __init__(self, native: NativeVM) -> None:
        lib = native._lib
        self._snapshot = _owner(native._ffi, "pkhost_snapshot **", lib.pkhost_snapshot_free)
        native._answer(lib.pkhost_snapshot_take(self._snapshot.thing, native._vm))
        self.size = int(lib.pkhost_snapshot_size(self._snapshot.thing[0]))


class NativeWakeup:
    """Owns a wakeup: a descriptor that tells an event loop which of many runs want attention."""

    __slots__ = ("_a_wakeup", "_ffi", "_lib", "_tags", "_wakeup", "descriptor")

    def __init__(self) -> None:
        """Raises ``EngineError`` if there is no descriptor or memory left."""
        engine = _load()
        self._ffi, self._lib = ffi, lib = engine.ffi, engine.lib
        self._a_wakeup = _owner(ffi, "pkhost_wakeup **", lib.pkhost_wakeup_free)
        owner = self._a_wakeup.thing
        lib.pkhost_wakeup_new(owner)
        if owner[0] == ffi.NULL:
            raise EngineError(
                f"no descriptor for waiting: {os.strerror(ffi.errno)}; close files, or raise "
                "the limit on them (ulimit -n)"
            )
        self._wakeup = owner[0]
        self._tags = ffi.new("int64_t[]", 64)
        self.descriptor = int(lib.pkhost_wakeup_descriptor(self._wakeup))

    def take(self) -> list[int]:
        """The tags of some runs that want attention, each once; the descriptor stays readable
        while there are more."""
        if not self._wakeup:  # closed, and Ctrl-C has kept the loop from forgetting it
            return []
        count = self._lib.pkhost_wakeup_take(self._wakeup, self._tags, len(self._tags))
        return self._ffi.unpack(self._tags, count) if count else []

    def close(self) -> None:
        """Let go of it; the descriptor goes when the last run has left it."""
        self._wakeup = self._ffi.NULL
        self._ffi.release(self._a_wakeup.thing)


def _entries(records: str) -> tuple[TracebackEntry, ...]:
    entries = []
    for record in records.split("\x1e")[:-1]:
        file, line, column, function, indent, source = record.split("\x1f")
        entries.append(
            TracebackEntry(
                file,
                int(line),
                function or None,
                source or None,
                int(column) or None,
                int(indent),
            )
        )
    return tuple(entries)
