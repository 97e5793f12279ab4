"""Converts jobs to the form that the engine takes: ``struct pkhost_request``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..job import Job, Kind
from .binding import Binding

if TYPE_CHECKING:
    from ...limits import Limits

__all__ = ["Request"]


class Request:
    """A VM's ``struct pkhost_request``, which is filled for every run.

    Most runs are like the last, so what a run has in common with it is left as it is.
    What is remembered of the last run is forgotten while it is written over: a signal
    handler may raise an exception anywhere.
    """

    __slots__ = ("_binding", "_filename", "_limits", "_manner", "kind", "struct")

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self.struct = binding.ffi.new("pkhost_request *")
        self.kind = Kind.EXECUTE
        self._limits: Limits | None = None
        self._manner: tuple[Any, ...] = ()
        self._filename: tuple[str, Any] | None = None

    def fill(self, job: Job) -> tuple[Any, ...]:
        """Fill it; returns what has to live until the engine has copied it."""
        struct, ffi = self.struct, self._binding.ffi
        from_buffer = ffi.from_buffer
        if job.limits is not self._limits:
            self._limits = None
            self._fill_limits(job.limits)
            self._limits = job.limits
        if self._filename is None or self._filename[0] != job.filename:
            name = job.filename.encode("utf-8", "replace").replace(b"\0", b"?")
            self._filename = job.filename, ffi.new("char[]", name)
        struct.filename = self._filename[1]
        struct.source = source = from_buffer(job.source)
        struct.source_size = len(job.source)
        struct.payload = payload = from_buffer(job.payload)
        struct.payload_size = len(job.payload)
        struct.input = stdin = from_buffer(job.stdin)
        struct.input_size = len(job.stdin)
        struct.files = files = from_buffer(job.files)
        struct.files_size = len(job.files)
        struct.files_quota = job.files_quota
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
            job.pausable,
            job.begin_paused,
        )
        if manner != self._manner:
            self._manner = ()
            self._fill_manner(job)
            self._manner = manner
        if job.deterministic:
            struct.seed = job.seed
            struct.start_time = job.start_time
        wakeup: Any = ffi.NULL
        if job.wakeup is not None:
            from .wakeup import InProcessWakeup  # for an event loop only

            if not isinstance(job.wakeup, InProcessWakeup):
                raise TypeError("wakeup: it was made by another engine")
            wakeup = job.wakeup._kept.thing
        struct.wakeup = wakeup
        struct.wakeup_tag = job.wakeup_tag
        return source, payload, stdin, files, wakeup

    def _fill_limits(self, limits: Limits) -> None:
        struct, unlimited = self.struct, self._binding.lib.PKHOST_UNLIMITED
        struct.steps = unlimited if limits.steps is None else limits.steps
        struct.memory = limits.memory
        struct.stdout_limit = unlimited if limits.stdout is None else limits.stdout
        struct.stderr_limit = unlimited if limits.stderr is None else limits.stderr
        struct.wall_time = _nanoseconds(limits.wall_time, unlimited)
        struct.cpu_time = _nanoseconds(limits.cpu_time, unlimited)
        struct.recursion = limits.recursion

    def _fill_manner(self, job: Job) -> None:
        struct, lib = self.struct, self._binding.lib
        self.kind = job.kind
        struct.kind = self._binding.kinds[job.kind]
        struct.input_on_demand = job.input_on_demand
        struct.stream_output = job.stream_output
        struct.want_value = job.want_value
        struct.interactive = job.interactive
        struct.spare_host_time = job.spare_host_time
        struct.has_importer = job.has_importer
        struct.deterministic = job.deterministic
        struct.reset_after = job.reset_after
        if job.begin_paused and not job.pausable:
            raise ValueError("begin_paused: the run has to be pausable")
        if not job.pausable:
            struct.slice = lib.PKHOST_UNSLICED
        else:
            struct.slice = 0 if job.begin_paused else lib.PKHOST_UNLIMITED


def _nanoseconds(seconds: float | None, unlimited: int) -> int:
    return unlimited if seconds is None else max(1, int(seconds * 1e9))
