"""One run of a program: an event loop that can be driven a step at a time.

It waits on the control channel, the two outputs and the input, all at once.
The limits on time and memory are the launcher's business, so nothing here has
to happen in time: a host that is slow, or busy elsewhere, weakens no limit.
"""

from __future__ import annotations

import codecs
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from .._ownership import Cleanup, Stock
from ..results import ProgramResult
from ..status import Status
from ..usage import Usage
from . import _outcome
from ._input import Feeder, Source, open_direct, source_of, typed_source_of
from ._launch import NOTHING, PIPE, launch
from ._output import Output, SinkWriter
from ._prepare import Job
from ._sweep import load as load_sweep
from ._sweep import sweep
from ._waiting import READABLE, WRITABLE, Waiting
from ._wire import KILL, Report, unpack_report

if TYPE_CHECKING:
    import asyncio

    from .._spawn import Launched

# Seconds after which a launcher that has not reported is overdue, and then again after each
# measure against that.
_PATIENCE = 2.0


class Run:
    """A program that runs.  Use by one thread at a time, ``kill`` by any."""

    def __init__(self, job: Job, on_ready: Callable[[], object] | None = None) -> None:
        """Prepare it; :meth:`start` starts it.  ``on_ready`` makes functions for input that
        are async possible: see :class:`Source`."""
        self.job = job
        self.result: ProgramResult[Any] | None = None
        self.before_close: Callable[[], object] | None = None
        """Called when ``fileno()`` is about to be closed, for the event loop that watches it."""
        self._control = -1
        # Guards the control channel and ``_killed_for``, which any thread may use.
        self._control_turn = Stock((None,))
        self._launched: Launched | None = None
        self._on_ready = on_ready
        self._has_begun = False
        self._killed_for: Status | None = None
        self._over: Literal["stdout", "stderr"] | None = None
        """The stream that was over its limit first."""
        self._report: Report | None = None
        self._truncates = job.options.overflow == "truncate"
        self._writers: list[SinkWriter] = []
        self._is_over = False
        """Whether the report has come, or never will."""
        if job.not_started:
            verdict = _outcome.not_started(job.not_started, job.program)
            self.result = self._failed_early(verdict)

    def start(self) -> None:
        """Start it.  Whatever this raises, :meth:`abort` is to be called."""
        if self.result is not None:
            return
        job, options = self.job, self.job.options
        limits = options.limits
        source = self._launch(job)
        launched = self._launched
        assert launched is not None
        load_sweep()
        self._started = time.monotonic()
        self._control = launched.control
        terminal = options.terminal is not None
        self._writers = [
            SinkWriter(sink, name, options, self._on_ready)
            for name, sink in (("on_stdout", options.on_stdout), ("on_stderr", options.on_stderr))
        ]
        self.stdout = Output(
            launched.stdout, launched.close_stdout, limits.stdout, self._writers[0], terminal
        )
        self.stderr = Output(
            launched.stderr, launched.close_stderr, limits.stderr, self._writers[1]
        )
        source.on_ready = self._on_ready
        self.stdin = Feeder(launched.stdin, launched.close_stdin, source, terminal)
        self._waiting = Waiting()
        self._measures = 0
        self._overdue_at = None if limits.wall_time is None else limits.wall_time + _PATIENCE
        if self._overdue_at is not None:
            self._overdue_at += self._started
        # The control channel first, see _receive.
        for fd in (launched.control, launched.stdout, launched.stderr):
            if fd >= 0:
                self._waiting.watch(fd, READABLE)
        self._has_begun = True
        if launched.stdin >= 0:
            self._feed()

    def _launch(self, job: Job) -> Source:
        """Start the launcher, and keep it at once: it ends with this object, also if a signal
        handler raises something in between."""
        options = job.options
        if options.terminal is not None:
            source = typed_source_of(options)
            self._launched = launch(job.config, PIPE, *options.terminal)
            return source
        if options.stdin is None:
            self._launched = launch(job.config, NOTHING)
            return Source()
        file = open_direct(options.stdin)
        if file is None:
            source = source_of(options)
            self._launched = launch(job.config, PIPE)
            return source
        with file:
            self._launched = launch(job.config, file.fileno())
        return Source()

    # ---- Driving ----

    def fileno(self) -> int:
        """Return a descriptor that is readable when ``step`` has something to do."""
        return self._waiting.fileno()

    def timeout(self) -> float | None:
        """Return after how many seconds ``step`` has something to do anyway."""
        return None if self._overdue_at is None else max(0.0, self._overdue_at - time.monotonic())

    def step(self, wait: float | None = 0) -> bool:
        """Wait up to ``wait`` seconds (``None``: as long as it takes) for something,
        and do what can be done.  Returns whether the run is over; then ``result``
        is there.

        What the caller's functions raise comes out; the caller ends the run.
        """
        if self.result is not None:
            return True
        if self._is_over:  # a signal handler has raised something in the middle of it
            self._end([])
            return True
        if self._overdue_at is not None:
            left = max(0.0, self._overdue_at - time.monotonic())
            wait = left if wait is None else min(wait, left)
            if left == 0:
                self._hasten()
        heard_out = heard_err = b""
        ready = self._waiting.ready(wait)
        if self._control in ready:
            self._receive(ready)
            return self.result is not None
        for fd in ready:
            if fd == self.stdout.fd:
                heard_out += self._read(self.stdout)
            elif fd == self.stderr.fd:
                heard_err += self._read(self.stderr)
            elif self.stdin.open:
                self._feed()
        if self.result is None and (heard_out or heard_err) and self.stdin.source.hears_output:
            self.stdin.source.hear(heard_out, heard_err)
            self._feed()
        return self.result is not None

    def finish(self) -> ProgramResult[Any]:
        """Drive the run to its end."""
        with Cleanup(self.abort, only_on_failure=True):
            while not self.step(None):
                pass
        assert self.result is not None
        return self.result

    def kill(self, status: Status) -> None:
        """Ask for the end.  The result still has to be waited for."""
        with self._control_turn.lease():
            if self._control < 0 or self.result is not None:
                return
            if self._killed_for is None:
                self._killed_for = status
            # A full channel holds the command already; a broken one needs none.
            with suppress(OSError):
                os.write(self._control, KILL)
            soon = time.monotonic() + _PATIENCE
            if self._overdue_at is None or self._overdue_at > soon:
                self._overdue_at = soon

    def abort(self) -> None:
        """End the run now, whatever it takes, without calling anything of the caller's.

        Call it by a ``Cleanup``: else Ctrl-C while this runs leaves the run going.
        """
        if self.result is not None:
            return
        if not self._has_begun:
            # Not by dropping it: the traceback of what start() has raised may refer to it.
            with self._control_turn.lease():
                self._control = -1
                if self._launched is not None:
                    self._launched.end()
            return
        self.stdin.close()
        self.kill(Status.INTERRUPTED)
        for output in (self.stdout, self.stderr):
            self._waiting.unwatch(output.fd)
            output.close()
        while self.result is None:
            with suppress(KeyboardInterrupt):  # the run is being ended already
                self.step(None)

    # ---- The parts of a step ----

    def _read(self, output: Output) -> bytes:
        fd = output.fd
        data = output.read()
        if data is None:
            self._waiting.unwatch(fd)
            return b""
        if output.over and not self._truncates:
            self._over = self._over or ("stdout" if output is self.stdout else "stderr")
            self._waiting.unwatch(fd)
            self.kill(Status.OUTPUT)
        return data

    def _feed(self) -> None:
        fd = self.stdin.fd
        waits_for = self.stdin.source.waits_for
        full = self.stdin.feed()
        if not self.stdin.open:
            self._waiting.unwatch(fd)
            self._waiting.unwatch(waits_for)
        elif full:
            self._waiting.watch(fd, WRITABLE)
            self._waiting.unwatch(waits_for)
        else:
            self._waiting.unwatch(fd)
            if waits_for >= 0:
                self._waiting.watch(waits_for, READABLE)

    def awaited(self) -> list[asyncio.Task[None]]:
        """What is being awaited that gets output; see :class:`SinkWriter`."""
        return [each.awaited for each in self._writers if each.awaited is not None]

    def settle(self) -> None:
        """See to what was awaited and is there: output was handed on, or there is input."""
        for each in self._writers:
            each.settle()
        self.feed()

    def feed(self) -> None:
        """Write what a conversation has to send, as far as it goes in."""
        if self.result is None and self.stdin.open:
            self._feed()

    def close_stdin(self) -> None:
        """End the program's input."""
        fd = self.stdin.fd
        self.stdin.end()
        if self.stdin.open:
            self._feed()
        else:
            self._waiting.unwatch(fd)

    def _receive(self, ready: list[int]) -> None:
        """Take the report.

        What has been written is in a pipe before the report is sent, and the
        control channel is the first of all that is waited for: an output that
        is not ready along with it has nothing more.  A terminal is slower, but
        closed by now.
        """
        try:
            try:
                data = os.read(self._control, 4096)
            except ConnectionResetError:
                # A command that it did not read before it went; the report is
                # behind this error.
                data = os.read(self._control, 4096)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        self._report, self._is_over = unpack_report(data), True
        self._end(ready)

    def _hasten(self) -> None:
        """Take the next measure: the launcher should have reported by now."""
        self._measures += 1
        self._overdue_at = time.monotonic() + _PATIENCE
        if self._measures == 1:
            # It may have been stopped (SIGSTOP).
            self._signal(signal.SIGCONT)
            self.kill(Status.WALL_TIME)
        elif self._measures == 3:
            self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        assert self._launched is not None
        pid = self._launched.pid
        if pid > 0:  # not reaped, so no other process has this number
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    # ---- The end ----

    def _end(self, ready: list[int]) -> None:
        """Close everything; can be done again from where it was left off."""
        try:
            for output in (self.stdout, self.stderr):
                if output.fd in ready or (output.open and output.terminal):
                    output.drain()
                elif output.open:
                    output.end()
        finally:
            for output in (self.stdout, self.stderr):
                output.close()
            self.stdin.close()
            self._close_control()
            if self.before_close is not None:
                self.before_close()
                self.before_close = None
            self._waiting.close()
            if self._launched is not None:
                self._launched.reap()
            if not self._truncates and self._over is None:
                self._over = (
                    "stdout" if self.stdout.over else "stderr" if self.stderr.over else None
                )
            self.result = self._result(self._report)

    def _close_control(self) -> None:
        with self._control_turn.lease():
            self._control = -1
            if self._launched is not None:
                self._launched.close_control()

    def _result(self, report: Report | None) -> ProgramResult[Any]:
        job = self.job
        if report is None:
            return self._supervisor_lost()
        exact = "cgroup" in job.choice.shown and job.choice.shown["cgroup"] == "on"
        verdict = _outcome.judge(
            report,
            job.options.limits,
            job.program,
            exact_memory=exact,
            over=self._over,
            killed_for=self._killed_for,
            paths=job.paths,
        )
        peak = report.peak_tree if exact and report.peak_tree else 0
        return ProgramResult(
            status=verdict.status,
            stdout=self._decoded(self.stdout),
            stderr=self._decoded(self.stderr),
            error=verdict.error,
            usage=Usage(
                wall_time=report.wall_time / 1e9,
                cpu_time=(report.user_time + report.system_time) / 1e9,
                peak_memory=peak or max(report.peak_process, report.peak_tree),
                stdout_bytes=len(self.stdout.kept),
                stderr_bytes=len(self.stderr.kept),
                user_time=report.user_time / 1e9,
                system_time=report.system_time / 1e9,
                context_switches=report.context_switches,
            ),
            exit_code=verdict.exit_code,
            signal=verdict.signal,
            protections=dict(job.choice.shown),
            errno=verdict.errno,
            truncated=self.stdout.over or self.stderr.over,
        )

    def _supervisor_lost(self) -> ProgramResult[Any]:
        try:
            swept = sweep(self.job.mark)
        except OSError as error:  # no /proc, no pidfds, no descriptor left
            verdict = _outcome.supervisor_lost(0, 0, error.strerror)
        else:
            verdict = _outcome.supervisor_lost(*swept)
        result = self._failed_early(verdict)
        return replace(
            result,
            stdout=self._decoded(self.stdout),
            stderr=self._decoded(self.stderr),
            usage=replace(
                result.usage,
                wall_time=time.monotonic() - self._started,
                stdout_bytes=len(self.stdout.kept),
                stderr_bytes=len(self.stderr.kept),
            ),
            truncated=self.stdout.over or self.stderr.over,
        )

    def _decoded(self, output: Output) -> str | bytes:
        options = self.job.options
        if not options.text:
            return bytes(output.kept)
        if not output.over:
            return output.kept.decode(options.encoding, options.errors)
        # What was cut off in the middle of a character is no fault of the program's.
        decoder = codecs.getincrementaldecoder(options.encoding)(options.errors)
        return decoder.decode(output.kept, False)

    def _failed_early(self, verdict: _outcome.Verdict) -> ProgramResult[Any]:
        nothing: str | bytes = "" if self.job.options.text else b""
        return ProgramResult(
            status=verdict.status,
            stdout=nothing,
            stderr=nothing,
            error=verdict.error,
            usage=Usage(
                wall_time=0.0, cpu_time=0.0, peak_memory=None, stdout_bytes=0, stderr_bytes=0
            ),
            exit_code=None,
            signal=None,
            protections=dict(self.job.choice.shown),
            errno=verdict.errno,
        )
