"""Converts the engine's outcome of a run, ``struct pkhost_outcome``, to Python's data."""

from __future__ import annotations

from typing import Any

import msgpack

from ..._hints import script_hint
from ...results import ErrorInfo, TracebackEntry
from ...status import Status
from ...usage import Usage
from ..job import Kind
from ..outcome import Outcome
from .binding import Binding

__all__ = ["read_outcome", "read_traceback"]

_NONE: bytes = msgpack.packb(None)


def read_outcome(binding: Binding, struct: Any, kind: Kind, protections: dict[str, str]) -> Outcome:
    """The outcome of a run of this kind, which these protections confined."""
    ffi, text = binding.ffi, binding.text
    status = binding.statuses[struct.status]
    error = value = None
    if status is not Status.OK:
        error = _read_error(binding, struct, status)
    elif struct.has_value:
        value = ffi.unpack(struct.value, struct.value_size)
        if value == _NONE:
            value = None
    # Most runs leave most of this empty, and none should take longer for it.
    steps, stdout_size, stderr_size = struct.steps, struct.stdout_size, struct.stderr_size
    return Outcome(
        kind,
        status,
        error,
        struct.host_error,
        value,
        text(struct.stdout_data, stdout_size) if stdout_size else "",
        text(struct.stderr_data, stderr_size) if stderr_size else "",
        Usage(
            wall_time=struct.wall_time / 1e9,
            cpu_time=struct.cpu_time / 1e9,
            peak_memory=struct.peak_memory,
            stdout_bytes=struct.stdout_total,
            stderr_bytes=struct.stderr_total,
            steps=None if steps < 0 else steps,
        ),
        struct.restored,
        struct.exit_code if struct.exited else None,
        error.message if error is not None and struct.exit_said else None,
        ffi.unpack(struct.files, struct.files_size) if struct.files_size else b"",
        protections,
    )


def _read_error(binding: Binding, struct: Any, status: Status) -> ErrorInfo:
    text = binding.text
    kind = text(struct.error_type, struct.error_type_size)
    limit = binding.limits[struct.limit]
    refused_size = struct.refused_size
    refused = text(struct.refused, refused_size) if refused_size else None
    hint = None
    if limit is not None or refused is not None or status is Status.CRASHED:
        hint = script_hint(status, kind, limit, refused)
    return ErrorInfo(
        kind,
        text(struct.error_message, struct.error_message_size),
        read_traceback(binding, struct.traceback, struct.traceback_size),
        limit=limit,
        stream=limit if limit in ("stdout", "stderr") else None,
        refused=refused,
        hint=hint,
        text=text(struct.error_text, struct.error_text_size).removesuffix("\n") or None,
    )


def read_traceback(binding: Binding, data: Any, size: int) -> tuple[TracebackEntry, ...]:
    """The lines of a traceback, outermost call first."""
    lib = binding.lib
    field_end, record_end = chr(lib.PKHOST_FIELD_END), chr(lib.PKHOST_RECORD_END)
    entries = []
    for record in binding.text(data, size).split(record_end)[:-1]:
        file, line, column, function, indent, source = record.split(field_end)
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
