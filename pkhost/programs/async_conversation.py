"""A conversation with a running program, on an asyncio event loop."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, overload

from .._keywords import seconds
from ..results import ProgramResult
from ._input import Silent
from ._loop import LoopRun
from ._prepare import prepare
from .conversation import Conversation, Stream, Text, Wanted
from .options import checked

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

    from .options import ProgramAnyOptions, ProgramBytesOptions, ProgramOptions, StrPath

__all__ = ["AsyncProgram", "open_program_async"]

_Gives = TypeVar("_Gives")


@overload
def open_program_async(
    argv: Sequence[StrPath], *, text: Literal[True] = True, **options: Unpack[ProgramOptions]
) -> AsyncProgram[str]: ...


@overload
def open_program_async(
    argv: Sequence[StrPath], *, text: Literal[False], **options: Unpack[ProgramBytesOptions]
) -> AsyncProgram[bytes]: ...


@overload
def open_program_async(
    argv: Sequence[StrPath], *, text: bool, **options: Unpack[ProgramAnyOptions]
) -> AsyncProgram[Any]: ...


def open_program_async(  # type: ignore[misc]  # functions of text or of bytes: above
    argv: Sequence[StrPath], *, text: bool = True, **options: Unpack[ProgramAnyOptions]
) -> AsyncProgram[Any]:
    """Start a program and return it, for a conversation on the running event loop.

    Takes the arguments of :func:`run_program`.  If ``stdin`` is not given,
    :meth:`AsyncProgram.send` is the input.  Functions can be ``async``, as for
    :func:`run_program_async`.

    >>> import asyncio
    >>> from pkhost import open_program_async
    >>> async def main():
    ...     async with open_program_async(["cat"]) as program:
    ...         await program.send("hello\\n")
    ...         return await program.read_until("\\n")
    >>> asyncio.run(main())
    'hello\\n'

    Raises the exceptions of :func:`run_program`, and ``RuntimeError`` if no event loop
    is running.
    """
    given = checked({"stdin": Silent(), "text": text, **options})
    return AsyncProgram(LoopRun(prepare(argv, given)))


class AsyncProgram(Conversation[Text]):
    """A running program.  :func:`open_program_async` makes it.

    The methods are those of :class:`Program`; those that wait must be awaited.  Output
    is read whenever the event loop runs.  Two tasks can wait at the same time, one that
    sends and one that reads.  A method that is cancelled loses nothing.
    """

    def __init__(self, driven: LoopRun) -> None:
        super().__init__(driven.run)
        self._driven = driven

    async def send(self, data: str | bytes, timeout: float | None = None) -> bool:
        """Send ``data`` to the program's input: see :meth:`Program.send`."""
        seconds("timeout", timeout)  # before anything is sent
        return await self._wait(self._sent(data), timeout)

    async def read_until(
        self, end: Text, timeout: float | None = None, stream: Stream = "stdout"
    ) -> Text:
        """Return the output up to ``end``: see :meth:`Program.read_until`."""
        return await self._wait(self._printed_until(end, stream), timeout)

    async def expect(
        self,
        pattern: Text | re.Pattern[Text],
        timeout: float | None = None,
        stream: Stream = "stdout",
    ) -> re.Match[Text]:
        """Wait for a regular expression: see :meth:`Program.expect`."""
        return await self._wait(self._printed_match(pattern, stream), timeout)

    async def result(self, timeout: float | None = None) -> ProgramResult[Text]:
        """Wait for the program to end: see :meth:`Program.result`."""
        return await self._wait(self._ended(), timeout)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        """Kill the program if it still runs, and wait until all of its processes are gone."""
        await self._driven.close()

    async def _wait(self, wanted: Wanted[_Gives], timeout: float | None) -> _Gives:
        left = seconds("timeout", timeout)
        await self._driven.until(wanted.ready, left, wanted.too_late)
        return wanted.take()
