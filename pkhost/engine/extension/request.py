"""Converts jobs to the form that the engine takes: ``struct pkhost_request``."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from ..job import Job, Kind
from .binding import Binding

if TYPE_CHECKING:
    from ...limits import Limits
    from .wakeup import ExtensionWakeup

__all__ = ["Request"]


class Request:
    """A VM's ``struct pkhost_request``, which is filled for every run.

    Most runs are like the last, so what a run has in common with it is left as it is.
    What is remembered of the last run is forgotten while it is written over: a signal
    handler may raise an exception anywhere.
    """

    __slots__ = ("_binding", "_extras", "_filename", "_limits", "_manner", "kind", "struct")

    def __init__(self, binding: Binding) -> None:
        self._binding = binding
        self.struct = binding.ffi.new("pkhost_request *")
        self.kind = Kind.EXECUTE
        self._limits: Limits | None = None
        self._manner: tuple[Any, ...] = ()
        self._filename: tuple[str, Any] | None = None
        self._extras = False  # whether the struct has some that the next run may not have

    def fill(self, job: Job) -> tuple[Any, ...]:
        """Fill it; returns what has to live until the engine has copied it."""
        # At once: a named tuple's attributes take four times as long.
        (
            source, filename, limits, kind, payload, stdin, input_on_demand, stream_output,
            want_value, interactive, spare_host_time, has_importer, files, files_quota,
            deterministic, _seed, _start_time, reset_after, wakeup, _wakeup_tag, pausable,
            begin_paused,
        ) = job  # fmt: skip
        struct = self.struct
        manner = (
            kind, input_on_demand, stream_output, want_value, interactive, spare_host_time,
            has_importer, deterministic, reset_after, pausable, begin_paused,
        )  # fmt: skip
        is_first = not self._manner
        if is_first:
            self._begin_as_others(limits, filename, manner)
        if limits is not self._limits:
            self._limits = None
            self._fill_limits(limits)
            self._limits = limits
        if self._filename is None or self._filename[0] != filename:
            self._fill_filename(filename)
        if manner != self._manner:
            self._manner = ()
            self._fill_manner(job)
            self._manner = manner
            if is_first:
                self._let_others_begin_so()
        extras: tuple[Any, ...] = ()
        if files or files_quota or deterministic or wakeup is not None or self._extras:
            self._extras = True
            extras = self._fill_extras(job)
            self._extras = bool(files or files_quota) or wakeup is not None
        from_buffer = self._binding.ffi.from_buffer
        struct.source = source_data = from_buffer(source)
        struct.source_size = len(source)
        struct.payload = payload_data = from_buffer(payload)
        struct.payload_size = len(payload)
        struct.input = stdin_data = from_buffer(stdin)
        struct.input_size = len(stdin)
        return source_data, payload_data, stdin_data, extras

    # A VM that runs one script only would fill all of it for that; the VM before it did the same.

    def _begin_as_others(self, limits: Limits, filename: str, manner: tuple[Any, ...]) -> None:
        known = self._binding.first_request
        if known is None or self.struct.token:
            return
        struct, its_limits, its_filename, its_manner = known
        if its_limits is limits and its_filename[0] == filename and its_manner == manner:
            self.struct[0] = struct[0]
            self.kind = manner[0]
            self._limits, self._filename, self._manner = its_limits, its_filename, its_manner

    def _let_others_begin_so(self) -> None:
        if self._extras or self.struct.token:
            return
        struct = self._binding.ffi.new("pkhost_request *", self.struct[0])
        self._binding.first_request = struct, self._limits, self._filename, self._manner

    def _fill_extras(self, job: Job) -> tuple[Any, ...]:
        """What few runs have."""
        struct, ffi = self.struct, self._binding.ffi
        struct.files = files = ffi.from_buffer(job.files)
        struct.files_size = len(job.files)
        struct.files_quota = job.files_quota
        struct.seed = job.seed
        struct.start_time = job.start_time
        wakeup: Any = ffi.NULL
        if job.wakeup is not None:
            if not isinstance(job.wakeup, _wakeup_type()):
                raise TypeError("wakeup: it was made by another engine")
            wakeup = job.wakeup._kept.thing
        struct.wakeup = wakeup
        struct.wakeup_tag = job.wakeup_tag
        return files, wakeup

    def _fill_filename(self, filename: str) -> None:
        name = filename.encode("utf-8", "replace").replace(b"\0", b"?")
        data = self._binding.ffi.new("char[]", name)
        self._filename = None
        self.struct.filename = data
        self._filename = filename, data

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


@functools.cache
def _wakeup_type() -> type[ExtensionWakeup]:
    from .wakeup import ExtensionWakeup  # for an event loop only

    return ExtensionWakeup
