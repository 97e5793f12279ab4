"""A conversation with a running program: send input, wait for output, and so on."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, NoReturn, TypeVar, overload

from .._keywords import seconds
from .._ownership import Cleanup
from ..errors import MisuseError, ProgramEnded
from ..results import ProgramResult
from ..status import Status
from ._input import Silent
from ._prepare import prepare
from ._run import Run
from .options import checked

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from .options import Options, ProgramAnyOptions, ProgramBytesOptions, ProgramOptions, StrPath

__all__ = ["Conversation", "Program", "Wanted", "open_program"]

Stream = Literal["stdout", "stderr"]

_Gives = TypeVar("_Gives")

if TYPE_CHECKING:
    from typing_extensions import TypeVar as _TypeVar  # one with a default

    Text = _TypeVar("Text", str, bytes, default=str)
else:
    Text = TypeVar("Text", str, bytes)


@overload
def open_program(
    argv: Sequence[StrPath], *, text: Literal[True] = True, **options: Unpack[ProgramOptions]
) -> Program[str]: ...


@overload
def open_program(
    argv: Sequence[StrPath], *, text: Literal[False], **options: Unpack[ProgramBytesOptions]
) -> Program[bytes]: ...


@overload
def open_program(
    argv: Sequence[StrPath], *, text: bool, **options: Unpack[ProgramAnyOptions]
) -> Program[Any]: ...


def open_program(  # type: ignore[misc]  # functions of text or of bytes: above
    argv: Sequence[StrPath], *, text: bool = True, **options: Unpack[ProgramAnyOptions]
) -> Program[Any]:
    """Start a program and return it, for a conversation.

    Takes the arguments of :func:`run_program`.  If ``stdin`` is not given,
    :meth:`Program.send` is the input.  Use the program as a context manager: leaving
    the block kills it if it still runs.

    >>> from pkhost import open_program
    >>> with open_program(["cat"]) as program:
    ...     program.send("hello\\n")
    ...     program.read_until("\\n")
    True
    'hello\\n'

    Raises the exceptions of :func:`run_program`.  A program that cannot be started
    raises nothing here either: see :meth:`Program.result`.
    """
    given = checked({"stdin": Silent(), "text": text, **options})
    program: Program[Any] = Program(Run(prepare(argv, given)))
    with Cleanup(program._run.abort, only_on_failure=True):
        program._run.start()
        return program


class _Unread:
    """What came on one stream and has not been read yet."""

    def __init__(self, options: Options) -> None:
        self.taken = 0  # bytes of the stream's kept output
        self.pending: Any = "" if options.text else b""
        self._decoder = options.decoder()

    def take(self, kept: bytearray, final: bool) -> None:
        new = bytes(kept[self.taken :])
        self.taken += len(new)
        self.pending += new if self._decoder is None else self._decoder.decode(new, final)


@dataclass(frozen=True, slots=True)
class Wanted(Generic[_Gives]):
    """What a method of a conversation waits for."""

    ready: Callable[[], bool]
    """Whether it is there; takes in what has been printed."""

    take: Callable[[], _Gives]
    """What the method returns, when it is there or the program has ended."""

    what: str
    """The method and its argument, for errors."""

    missing: str
    """What has not happened when the time is over, for errors."""

    def too_late(self, timeout: float) -> TimeoutError:
        return TimeoutError(f"{self.what}: {self.missing} within {timeout:g} s")


class Conversation(Generic[Text]):
    """What both kinds of conversation share: what has been read, and what is waited for."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._closed_stdin = False
        self._unread = {name: _Unread(run.job.options) for name in ("stdout", "stderr")}

    def close_stdin(self) -> None:
        """End the input.  The program can still read what was sent.

        A second call does nothing.
        """
        self._closed_stdin = True
        if self._run.result is None:
            self._run.close_stdin()

    def read(self, stream: Stream = "stdout") -> Text:
        """Return the output that has not been read yet, without waiting."""
        if self._run.result is None:
            self._run.step(0)
        unread = self._unread_of(stream, "read")
        self._take(stream)
        piece: Text = unread.pending
        unread.pending = piece[:0]
        return piece

    @property
    def running(self) -> bool:
        """Whether the program still runs, as far as is known now."""
        return not self._run.step(0)

    def interrupt(self) -> None:
        """End the program and everything that it started.  Any thread can call this.

        Returns at once.  The status of the result is ``INTERRUPTED``.
        """
        self._run.kill(Status.INTERRUPTED)

    def __del__(self) -> None:
        run = getattr(self, "_run", None)
        if run is not None and run.result is None:
            with Cleanup(run.abort):
                pass

    def __repr__(self) -> str:
        state = "running" if self._run.result is None else str(self._run.result.status)
        return f"<{type(self).__name__} {self._run.job.program!r} {state}>"

    # ---- What is waited for ----

    def _sent(self, data: str | bytes) -> Wanted[bool]:
        """Send, and want all of it to be in the program's pipe."""
        if not isinstance(data, (str, bytes, bytearray, memoryview)):
            # bytes(5) would be five zero bytes.
            raise TypeError(f"send: expected text or bytes, not {data!r}")
        if self._closed_stdin:
            raise MisuseError("send: the input has been closed")
        run = self._run
        if not isinstance(run.job.options.stdin, Silent):
            raise MisuseError("send: this program was opened with stdin=")
        if run.result is not None or not run.stdin.open:
            return Wanted(lambda: True, lambda: False, "send", "")
        encoding = run.job.options.encoding
        run.stdin.send(data.encode(encoding) if isinstance(data, str) else bytes(data))
        run.feed()
        return Wanted(
            lambda: not run.stdin.waiting,
            lambda: bool(run.result is None and run.stdin.open),
            "send",
            "the program did not read all of it",
        )

    def _printed_until(self, end: Text, stream: Stream) -> Wanted[Text]:
        unread = self._unread_of(stream, "read_until")
        if not end or isinstance(end, str) is not self._run.job.options.text:
            kind = "text" if self._run.job.options.text else "bytes"
            raise ValueError(f"read_until: expected {kind} that is not empty, not {end!r}")
        at = -1
        what = f"read_until({end!r})"

        def found() -> bool:
            nonlocal at
            self._take(stream)
            at = int(unread.pending.find(end))
            return at >= 0

        def take() -> Text:
            if at < 0:
                self._raise_ended(what)
            cut = at + len(end)
            piece: Text = unread.pending[:cut]
            unread.pending = unread.pending[cut:]
            return piece

        return Wanted(found, take, what, "the program did not print it")

    def _printed_match(
        self, pattern: Text | re.Pattern[Text], stream: Stream
    ) -> Wanted[re.Match[Text]]:
        unread = self._unread_of(stream, "expect")
        regex: re.Pattern[Text] = re.compile(pattern)
        if isinstance(regex.pattern, str) is not self._run.job.options.text:
            kind = "text" if self._run.job.options.text else "bytes"
            raise ValueError(f"expect: expected a pattern of {kind}, not {pattern!r}")
        match: re.Match[Text] | None = None
        what = f"expect({regex.pattern!r})"

        def found() -> bool:
            nonlocal match
            self._take(stream)
            match = regex.search(unread.pending)
            return match is not None

        def take() -> re.Match[Text]:
            if match is None:
                self._raise_ended(what)
            unread.pending = unread.pending[match.end() :]
            return match

        return Wanted(found, take, what, "the program did not print it")

    def _ended(self) -> Wanted[ProgramResult[Text]]:
        def take() -> ProgramResult[Text]:
            assert self._run.result is not None
            return self._run.result

        return Wanted(lambda: False, take, "result", "the program did not end")

    def _unread_of(self, stream: object, method: str) -> _Unread:
        if isinstance(stream, str) and stream in self._unread:
            return self._unread[stream]
        raise ValueError(f"{method}: stream: {stream!r} is neither 'stdout' nor 'stderr'")

    def _take(self, stream: Stream) -> None:
        run = self._run
        if run.job.not_started:
            return
        output = run.stdout if stream == "stdout" else run.stderr
        self._unread[stream].take(output.kept, run.result is not None)

    def _raise_ended(self, what: str) -> NoReturn:
        result = self._run.result
        assert result is not None
        raise ProgramEnded(f"{what}: the program has ended ({result.status})", result)


class Program(Conversation[Text]):
    """A running program.  :func:`open_program` makes it.

    The limits hold all the time: the wall time also counts while the host does
    something else.  Output is read while a method waits.  Between calls, a program
    that prints much fills its pipe and waits.

    Only one thread at a time may call methods, except :meth:`interrupt`.
    """

    def send(self, data: str | bytes, timeout: float | None = None) -> bool:
        """Send ``data`` to the program's input.

        Returns true when all of it is in the program's pipe, or false if the program
        has ended or closed its input before.  Output is read meanwhile, so that
        neither side waits for the other.  Raises ``TimeoutError`` after ``timeout``
        seconds (the rest will still be sent), and ``MisuseError`` after
        :meth:`close_stdin` or if the program was opened with ``stdin=``.
        """
        seconds("timeout", timeout)  # before anything is sent
        return self._wait(self._sent(data), timeout)

    def read_until(
        self, end: Text, timeout: float | None = None, stream: Stream = "stdout"
    ) -> Text:
        """Return what the program has printed, up to ``end`` and including it.

        ``end`` is text or bytes, depending on how the program was opened.  The rest
        remains for the next call.  Raises ``TimeoutError`` after ``timeout`` seconds
        (no output is lost), and ``ProgramEnded`` if the program ends without printing
        ``end``.
        """
        return self._wait(self._printed_until(end, stream), timeout)

    def expect(
        self,
        pattern: Text | re.Pattern[Text],
        timeout: float | None = None,
        stream: Stream = "stdout",
    ) -> re.Match[Text]:
        """Wait until the output of the program matches a regular expression.

        Returns the match.  The output up to the end of the match counts as read;
        ``match.string`` has the output before it, too.  Raises the exceptions of
        :meth:`read_until`.
        """
        return self._wait(self._printed_match(pattern, stream), timeout)

    def result(self, timeout: float | None = None) -> ProgramResult[Text]:
        """Wait for the program to end, and return its result.

        The result has all output, whether it was read or not.  This does not close the
        input: a program that waits for more input reaches its wall time.  Raises
        ``TimeoutError`` after ``timeout`` seconds; the program continues to run.
        """
        return self._wait(self._ended(), timeout)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        # As close(), without a call before the cleanup is there, in which Ctrl-C could come.
        with Cleanup(self._run.abort):
            self._run.step(0)

    def close(self) -> None:
        """Kill the program if it still runs, and wait until all of its processes are gone."""
        with Cleanup(self._run.abort):
            self._run.step(0)

    def _wait(self, wanted: Wanted[_Gives], timeout: float | None) -> _Gives:
        """Step until it is there, or the program has ended."""
        timeout = seconds("timeout", timeout)
        run = self._run
        deadline = None if timeout is None else time.monotonic() + timeout
        while not wanted.ready() and run.result is None:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                assert timeout is not None
                raise wanted.too_late(timeout)
            with Cleanup(run.abort, only_on_failure=True):
                run.step(left)
        return wanted.take()
