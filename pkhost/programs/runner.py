"""Run a program to its end, in this thread or in an asyncio task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from .._ownership import Cleanup
from ..results import ProgramResult
from ._prepare import prepare
from ._run import Run
from .options import checked

if TYPE_CHECKING:
    from typing_extensions import Unpack

    from .options import ProgramAnyOptions, ProgramBytesOptions, ProgramOptions, StrPath


@overload
def run_program(
    argv: Sequence[StrPath], *, text: Literal[True] = True, **options: Unpack[ProgramOptions]
) -> ProgramResult[str]: ...


@overload
def run_program(
    argv: Sequence[StrPath], *, text: Literal[False], **options: Unpack[ProgramBytesOptions]
) -> ProgramResult[bytes]: ...


@overload
def run_program(
    argv: Sequence[StrPath], *, text: bool, **options: Unpack[ProgramAnyOptions]
) -> ProgramResult[str | bytes]: ...


def run_program(  # type: ignore[misc]  # functions of text or of bytes: above
    argv: Sequence[StrPath], *, text: bool = True, **options: Unpack[ProgramAnyOptions]
) -> ProgramResult[Any]:
    """Run an executable that nobody has to trust, and return its result.

    A result always comes, at the latest when the wall time is up.  By then no process
    that the program started is alive.

    What to run:

    :param argv: the program and its arguments.  A program with a slash in its name is
        a path, relative to ``cwd`` or else to the host's own folder, or the name of one
        of ``files=`` (``["./main"]``).  Without a slash, it is looked up in ``PATH``.
    :param limits: :class:`Limits`, default ``Limits()``.
    :param profile: ``"strict"`` (default), ``"compile"``, ``"none"`` or a
        :class:`Profile`.
    :param require: the names of protections (see :data:`PROTECTIONS`) that are demanded,
        default none.  If one is not available, an exception is raised before anything
        runs.  Otherwise a run uses what the machine offers, and ``result.protections``
        says what that was.
    :param network: bool, default false: whether the program may use the network.

    Where it runs:

    :param cwd: the folder where the program starts, which it can read.  Default: an
        empty scratch folder, which is removed afterwards (profile ``"none"``: the
        host's folder).
    :param env: environment variables, in addition to ``PATH``, ``HOME`` and ``TMPDIR``
        (the scratch folder), ``LANG``, ``PYTHONUNBUFFERED`` (so that output of a
        Python program is not lost when a limit ends it) and, on a terminal,
        ``TERM``.  Nothing is inherited, since environments often contain secrets.
    :param readable: one path or several: files and folders that the program may read
        and execute, in addition to the system's own (``/usr``, ``/bin``, ``/lib`` and
        so on, and what the loader needs from ``/etc``) and the program itself.  For a
        Python outside of these, its virtual environment and its library are readable,
        too.
    :param writable: one path or several: files and folders that the program may also
        change.
    :param files: files to put into the scratch folder, where the program then starts:
        a mapping of names to text (encoded with ``encoding``), bytes, or the path object
        of a file whose content is read.  Not together with ``cwd``.
    :param executable: the names in ``files`` that the program may execute.  If the
        program itself is one of ``files``, it may always be executed.  In profile
        ``"compile"`` all files may be executed.
    :param terminal: run the program on a pseudo-terminal instead of pipes: ``True`` for
        80 columns and 24 rows, or ``(columns, rows)``; default false.  Programs then
        print each line at once, and prompts before they read.  All output is
        ``stdout``, in order; ``stderr`` stays empty.  See the page on programs.

    Input:

    :param stdin: ``None`` (default) for no input; text or bytes; a path object; a file
        object; an iterable of text or bytes; or a function, ``answer(stdout)`` or
        ``answer(stdout, stderr)``.  The function is called at the start and whenever
        the program has printed something, with everything that the program has printed
        since the last answer (text or bytes, as in the result).  It returns the input:
        text or bytes, empty for "not yet", or ``None`` for the end of input.
        A program that does not read blocks nothing.

    Output:

    :param text: bool, default true: whether the result has text or bytes.
    :param encoding: the encoding of text, for input and output; default UTF-8.
    :param errors: how to decode bytes that are not valid text; default ``"replace"``,
        since the output of a program must never raise an exception here.
    :param overflow: what to do with more output than the limit: ``"kill"``
        (default) ends the program, status ``OUTPUT``; ``"truncate"`` drops the
        rest and lets the program finish.  Both keep the output that fits.
    :param on_stdout: a function with one text as parameter (bytes, if the result has
        bytes), or a file object, default ``None``: gets the standard output while the
        program runs, in addition to the result.
    :param on_stderr: the same for the standard error.

    Raises ``ProtectionUnavailable`` (see ``require``); ``LauncherError`` if the
    installation of pkhost is incomplete; ``ValueError``, ``TypeError``,
    ``FileNotFoundError`` or ``NotADirectoryError`` for invalid arguments; and
    ``OSError`` if the host has no descriptors or processes left.  An exception in a
    function that was given here, and ``KeyboardInterrupt``, kill the program and are
    raised.  A program that fails raises nothing: see ``result.status``.
    """
    run = Run(prepare(argv, checked({"text": text, **options})))
    with Cleanup(run.abort):
        run.start()
        return run.finish()


@overload
async def run_program_async(
    argv: Sequence[StrPath], *, text: Literal[True] = True, **options: Unpack[ProgramOptions]
) -> ProgramResult[str]: ...


@overload
async def run_program_async(
    argv: Sequence[StrPath], *, text: Literal[False], **options: Unpack[ProgramBytesOptions]
) -> ProgramResult[bytes]: ...


@overload
async def run_program_async(
    argv: Sequence[StrPath], *, text: bool, **options: Unpack[ProgramAnyOptions]
) -> ProgramResult[str | bytes]: ...


async def run_program_async(  # type: ignore[misc]  # functions of text or of bytes: above
    argv: Sequence[StrPath], *, text: bool = True, **options: Unpack[ProgramAnyOptions]
) -> ProgramResult[Any]:
    """Run a program like :func:`run_program`, without blocking the event loop.

    Takes the same arguments and returns the same result.  Cancelling the task
    kills the program with all of its descendants before the cancellation continues.
    That takes milliseconds.

    Functions among the arguments are called on the event loop's thread, and can be
    ``async``.  ``stdin`` can also be an asynchronous iterable, such as
    ``asyncio.StreamReader``.  Output that the program prints while an ``async`` answer
    is awaited is passed to the next call.  While ``on_stdout`` or ``on_stderr`` is
    awaited, the program continues, and its output is passed on afterwards, in order.
    """
    from ._loop import LoopRun

    driven = LoopRun(prepare(argv, checked({"text": text, **options})))
    with Cleanup(driven.run.abort):
        try:
            await driven.until(lambda: False)
        finally:
            await driven.close()
    assert driven.run.result is not None
    return driven.run.result
