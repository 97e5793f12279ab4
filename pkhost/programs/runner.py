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

    from .options import BytesOptions, Path, ProgramOptions, TextOptions


@overload
def run_program(
    argv: Sequence[Path], *, text: Literal[True] = True, **options: Unpack[TextOptions]
) -> ProgramResult[str]: ...


@overload
def run_program(
    argv: Sequence[Path], *, text: Literal[False], **options: Unpack[BytesOptions]
) -> ProgramResult[bytes]: ...


@overload
def run_program(
    argv: Sequence[Path], *, text: bool, **options: Unpack[ProgramOptions]
) -> ProgramResult[str | bytes]: ...


def run_program(argv: Sequence[Path], **options: Any) -> ProgramResult[Any]:
    """Run an executable that nobody has to trust, and return what came of it.

    Always comes back with a result, at the latest when the wall time is up;
    by then no process that the program started is alive.

    What to run:

    :param argv: the program and its arguments.  A program with a slash in it is
        a path, from ``cwd`` or else the host's own folder, or one of ``files=``
        (``["./main"]``); without, it is looked up in ``PATH``.
    :param limits: default ``Limits()``.
    :param profile: ``"strict"``, ``"compile"``, ``"none"`` or a :class:`Profile`.
    :param require: protections (see :data:`PROTECTIONS`) that must be had; one
        that cannot is an error before anything runs.  Without it, a run makes
        do with what the machine offers, and ``result.protections`` says what
        that was.
    :param network: whether the program may use the network; default no.

    Where it runs:

    :param cwd: the folder where it starts; readable for it.  Default: an empty
        scratch folder, which is gone afterwards (profile ``"none"``: the
        host's folder).
    :param env: environment variables, besides ``PATH``, ``HOME`` and ``TMPDIR``
        (the scratch folder), ``LANG``, ``PYTHONUNBUFFERED`` (so that what a
        Python has printed is not lost when a limit ends it) and on a terminal
        ``TERM``.  Nothing is inherited, since the environment is where secrets
        are kept.
    :param readable: a path, or several: files and folders that it may read and
        execute, besides the system's own (``/usr`` and its kin, and what the
        loader needs of ``/etc``) and the program itself; of a Python elsewhere,
        also its virtual environment and its library.
    :param writable: a path, or several: files and folders that it may also
        change.
    :param files: files to put into the scratch folder, where the program starts
        then: name to text (encoded with ``encoding``), bytes, or a path object
        of a file that is read.  Not together with ``cwd``.
    :param executable: the names in ``files`` that the program may execute.  The
        program itself, if it is one of them, is so anyway; in profile
        ``"compile"`` all are.
    :param terminal: run it on a pseudo-terminal instead of pipes: ``True`` for 80
        columns and 24 rows, or ``(columns, rows)``.  Programs print their lines
        as they come then, and prompts before they read.  All output is
        ``stdout``, in order; ``stderr`` stays empty.  See the page on programs.

    Input:

    :param stdin: ``None`` for none; text or bytes; a path object; a file object;
        an iterable of text or bytes; or a function, ``answer(stdout)`` or
        ``answer(stdout, stderr)``, which is called at the start and whenever
        the program has printed something, with all that it printed since the
        last answer (text or bytes, like the result), and returns what to type:
        text or bytes, empty for "not yet", or ``None`` for the end of input.
        A program that does not read blocks nothing.

    Output:

    :param text: whether the result holds text (default) or bytes.
    :param encoding: of text, both ways; default UTF-8.
    :param errors: what to do with bytes that are no text; default ``"replace"``,
        since a program's output must never raise here.
    :param overflow: what happens when more is written than the limit: ``"kill"``
        (default) ends the program, status ``OUTPUT``; ``"truncate"`` drops the
        rest and lets it finish.  Both keep what fits.
    :param on_stdout:
    :param on_stderr: a function of one text (of bytes, if the result has bytes) or a
        file object, default ``None``: gets the output as it comes, besides the
        result.

    Raises ``ProtectionUnavailable`` (see ``require``); ``LauncherError`` if
    pkhost is not installed whole; ``ValueError``, ``TypeError``,
    ``FileNotFoundError`` or ``NotADirectoryError`` for arguments that make no
    sense; ``OSError`` if the host is out of descriptors or processes; and
    whatever the caller's own functions raise, after the program has been
    killed.  ``KeyboardInterrupt`` kills the program too.  A program that fails,
    in whatever way, raises nothing: see ``result.status``.
    """
    run = Run(prepare(argv, checked(options)))
    with Cleanup(run.abort):
        run.start()
        return run.finish()


@overload
async def run_program_async(
    argv: Sequence[Path], *, text: Literal[True] = True, **options: Unpack[TextOptions]
) -> ProgramResult[str]: ...


@overload
async def run_program_async(
    argv: Sequence[Path], *, text: Literal[False], **options: Unpack[BytesOptions]
) -> ProgramResult[bytes]: ...


@overload
async def run_program_async(
    argv: Sequence[Path], *, text: bool, **options: Unpack[ProgramOptions]
) -> ProgramResult[str | bytes]: ...


async def run_program_async(argv: Sequence[Path], **options: Any) -> ProgramResult[Any]:
    """Run a program like :func:`run_program`, without blocking the event loop.

    Takes the same arguments and returns the same result.  Cancelling the task
    kills the program with all its descendants before the cancellation goes on,
    which takes milliseconds.

    Functions among the arguments are called on the event loop's thread, and may be
    ``async``.  ``stdin`` may also be an asynchronous iterable, such as
    ``asyncio.StreamReader``.  What the program prints while an ``async`` answer is
    awaited is for its next call; while ``on_stdout`` or ``on_stderr`` is awaited the
    program goes on, and what it prints is handed on afterwards, in order.
    """
    from ._loop import LoopRun

    driven = LoopRun(prepare(argv, checked(options)))
    with Cleanup(driven.run.abort):
        try:
            await driven.until(lambda: False)
        finally:
            await driven.close()
    assert driven.run.result is not None
    return driven.run.result
